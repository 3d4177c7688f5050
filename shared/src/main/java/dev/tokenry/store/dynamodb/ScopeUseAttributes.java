package dev.tokenry.store.dynamodb;

import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.Scopes;
import dev.tokenry.text.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of the use of scopes: a map of scope names to days, and since when it is kept. They authorize nothing,
 * so that no token is rejected for what is damaged of them: it is ignored, nothing is then reported as unused, and the
 * next write mends it.
 */
final class ScopeUseAttributes {

    static final String SCOPE_USE = "scopeUse";
    static final String SINCE = "scopeUseSince";

    private static final long MAX_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    /** Every number of this many digits fits into a long. */
    private static final int MAX_DIGITS = 15;

    private static final long NONE = -1;

    private ScopeUseAttributes() {}

    static ScopeUse fromItem(Map<String, Attribute> item) {
        Attribute map = item.get(SCOPE_USE);
        return map == null || !map.is(Attribute.Type.M) ? ScopeUse.UNKNOWN : of(item.get(SINCE), map.m());
    }

    /** Returns the use of the scopes that are the names of these values. */
    static ScopeUse of(@Nullable Attribute since, Map<String, Attribute> values) {
        Map<Scope, LocalDate> days = new HashMap<>();
        for (Map.Entry<String, Attribute> value : values.entrySet()) {
            Optional<Scope> scope = Scope.parse(value.getKey());
            long day = number(value.getValue(), MAX_DAY);
            if (scope.isPresent() && day != NONE) {
                days.put(scope.get(), LocalDate.ofEpochDay(day));
            }
        }
        boolean complete = days.size() == values.size();
        long start = number(since, ItemReader.MAX_INSTANT.toEpochMilli());
        return new ScopeUse(complete && start != NONE ? Instant.ofEpochMilli(start) : null, days);
    }

    static Attribute day(LocalDate day) {
        return Attribute.fromN(Long.toString(day.toEpochDay()));
    }

    /** Adds all attributes, in place of those that an item has. */
    static void replace(ItemBuilder item, ScopeUse use) {
        Map<String, Attribute> days = new LinkedHashMap<>();
        for (Map.Entry<Scope, LocalDate> used : use.days().entrySet()) {
            days.put(used.getKey().name(), day(used.getValue()));
        }
        item.map(SCOPE_USE, days).instant(SINCE, use.since());
    }

    /**
     * Adds a use to what a record contains, and removes the scopes that the token no longer has. What another request
     * has added since the record was read stays, unless the record is damaged or contains no use yet.
     *
     * @param stored what the record contained when it was read
     */
    static void add(ItemBuilder item, ScopeUse use, ScopeUse stored, Scopes scopes) {
        if (stored.since() == null) {
            Map<Scope, LocalDate> days = new LinkedHashMap<>(stored.days());
            days.keySet().retainAll(scopes.values());
            days.putAll(use.days());
            replace(item, new ScopeUse(use.since(), days));
            return;
        }
        for (Map.Entry<Scope, LocalDate> used : use.days().entrySet()) {
            item.entry(SCOPE_USE, used.getKey().name(), day(used.getValue()));
        }
        for (Scope scope : stored.days().keySet()) {
            if (!scopes.contains(scope) && !use.days().containsKey(scope)) {
                item.entry(SCOPE_USE, scope.name(), null);
            }
        }
    }

    /** Requires that one of these days is later than that in the map of a record. */
    static WriteCondition anyDayIsNewInMap(Map<Scope, LocalDate> days) {
        return anyDayIsNew(days, "#storedScopeUse.", "").withName("#storedScopeUse", SCOPE_USE);
    }

    /**
     * Requires that one of these days is later than that of the attribute with the prefix and the name of the scope.
     */
    static WriteCondition anyDayIsNew(Map<Scope, LocalDate> days, String prefix) {
        return anyDayIsNew(days, "", prefix);
    }

    /**
     * Requires that one of these days is later than the stored one, or that none is stored that can be compared.
     *
     * @param path what precedes the placeholders of names in an expression
     * @param prefix what precedes the name of a scope in an item
     */
    private static WriteCondition anyDayIsNew(Map<Scope, LocalDate> days, String path, String prefix) {
        Map<String, String> names = new HashMap<>();
        Map<String, Attribute> values = new HashMap<>();
        StringJoiner expression = new StringJoiner(" OR ");
        for (Map.Entry<Scope, LocalDate> used : days.entrySet()) {
            // Short, because the length of an expression is limited.
            String placeholder = "day" + names.size();
            names.put("#" + placeholder, prefix + used.getKey().name());
            values.put(":" + placeholder, day(used.getValue()));
            expression.add("NOT (" + path + "#" + placeholder + " BETWEEN :" + placeholder + " AND :max)");
        }
        values.put(":max", Attribute.fromN(Long.toString(MAX_DAY)));
        return new WriteCondition(expression.toString(), names, values);
    }

    /** Returns a number from 0 to {@code max}, or {@link #NONE} for any other value. */
    private static long number(@Nullable Attribute value, long max) {
        if (value == null || !value.is(Attribute.Type.N) || !Text.isDigits(value.n(), MAX_DIGITS)) {
            return NONE;
        }
        long number = Long.parseLong(value.n());
        return number <= max ? number : NONE;
    }
}
