package dev.tokenry.store.dynamodb;

import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.Scopes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.UnaryOperator;
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

    private ScopeUseAttributes() {}

    static ScopeUse fromItem(Map<String, Attribute> item) {
        Attribute map = item.get(SCOPE_USE);
        return map == null || !map.is(Attribute.Type.M) ? ScopeUse.UNKNOWN : of(item.get(SINCE), map.m());
    }

    /** Returns the use of the scopes that are the names of these values. */
    static ScopeUse of(@Nullable Attribute since, Map<String, Attribute> values) {
        Map<Scope, LocalDate> days = new HashMap<>();
        values.forEach((name, value) -> {
            Optional<Scope> scope = scope(name);
            Optional<LocalDate> day = number(value, MAX_DAY).map(LocalDate::ofEpochDay);
            if (scope.isPresent() && day.isPresent()) {
                days.put(scope.get(), day.get());
            }
        });
        boolean complete = days.size() == values.size();
        Optional<Instant> start =
                number(since, ItemReader.MAX_INSTANT.toEpochMilli()).map(Instant::ofEpochMilli);
        return new ScopeUse(complete ? start.orElse(null) : null, days);
    }

    static Attribute day(LocalDate day) {
        return Attribute.fromN(Long.toString(day.toEpochDay()));
    }

    /** Adds all attributes, in place of those that an item has. */
    static void replace(ItemBuilder item, ScopeUse use) {
        Map<String, Attribute> days = new LinkedHashMap<>();
        use.days().forEach((scope, day) -> days.put(scope.name(), day(day)));
        item.map(SCOPE_USE, days).instant(SINCE, use.since());
    }

    /**
     * Adds a use to what a record contains, and removes the scopes that the token no longer has. What another request has
     * added since the record was read stays, unless the record is damaged or contains no use yet.
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
        use.days().forEach((scope, day) -> item.entry(SCOPE_USE, scope.name(), day(day)));
        stored.days().keySet().stream()
                .filter(scope -> !scopes.contains(scope) && !use.days().containsKey(scope))
                .forEach(scope -> item.entry(SCOPE_USE, scope.name(), null));
    }

    /** Requires that one of these days is later than that in the map of a record. */
    static WriteCondition anyDayIsNewInMap(Map<Scope, LocalDate> days) {
        return anyDayIsNew(days, name -> "#storedScopeUse." + name, Scope::name).withName("#storedScopeUse", SCOPE_USE);
    }

    /** Requires that one of these days is later than that of the attribute with the prefix and the name of the scope. */
    static WriteCondition anyDayIsNew(Map<Scope, LocalDate> days, String prefix) {
        return anyDayIsNew(days, UnaryOperator.identity(), scope -> prefix + scope.name());
    }

    /**
     * Requires that one of these days is later than the stored one, or that none is stored that can be compared.
     *
     * @param path returns the path of a scope from the placeholder of its name
     * @param name returns the name of a scope in an item
     */
    private static WriteCondition anyDayIsNew(
            Map<Scope, LocalDate> days, UnaryOperator<String> path, Function<Scope, String> name) {
        Map<String, String> names = new HashMap<>();
        Map<String, Attribute> values = new HashMap<>();
        StringJoiner expression = new StringJoiner(" OR ");
        days.forEach((scope, day) -> {
            // Short, because the length of an expression is limited.
            String placeholder = "day" + names.size();
            names.put("#" + placeholder, name.apply(scope));
            values.put(":" + placeholder, day(day));
            expression.add("NOT (" + path.apply("#" + placeholder) + " BETWEEN :" + placeholder + " AND :max)");
        });
        values.put(":max", Attribute.fromN(Long.toString(MAX_DAY)));
        return new WriteCondition(expression.toString(), names, values);
    }

    private static Optional<Scope> scope(String name) {
        try {
            return Optional.of(new Scope(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(@Nullable Attribute value, long max) {
        return Optional.ofNullable(value)
                .filter(attribute -> attribute.is(Attribute.Type.N))
                .map(Attribute::n)
                .filter(digits -> digits.matches("[0-9]{1,15}"))
                .map(Long::valueOf)
                .filter(number -> number <= max);
    }
}
