package dev.tokenry.store.dynamodb;

import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The item of the use of many scopes. Each scope is an attribute of its own, so that a write needs no map to exist. The
 * item outlives its token, and is purged when none of the scopes was used for longer than anyone can ask for.
 */
final class ScopeUseItem {

    static final String KEY_PREFIX = "scopeUse#";

    /** Before the name of a scope, so that no scope has the name of another attribute. */
    private static final String SCOPE_PREFIX = "scope:";

    private static final Duration RETENTION = Duration.ofDays(3_660);

    private ScopeUseItem() {}

    static String key(TokenId id) {
        return KEY_PREFIX + id.value();
    }

    /** Returns the attributes of a use of at least one scope. */
    static ItemBuilder of(ScopeUse use) {
        LocalDate latest =
                use.days().values().stream().max(LocalDate::compareTo).orElseThrow();
        Instant day = latest.atStartOfDay(ZoneOffset.UTC).toInstant();
        ItemBuilder item = new ItemBuilder()
                .instantIfAbsent(ScopeUseAttributes.SINCE, Objects.requireNonNull(use.since()))
                .number(Tombstone.PURGE_AT, Tombstone.purgeAt(day, RETENTION));
        use.days()
                .forEach(
                        (scope, lastDay) -> item.anyName(SCOPE_PREFIX + scope.name(), ScopeUseAttributes.day(lastDay)));
        return item;
    }

    /** Returns what an item contains, as far as it is not damaged. */
    static ScopeUse fromItem(Map<String, Attribute> item) {
        Map<String, Attribute> scopes = new HashMap<>();
        item.forEach((name, value) -> {
            if (name.startsWith(SCOPE_PREFIX)) {
                scopes.put(name.substring(SCOPE_PREFIX.length()), value);
            }
        });
        return ScopeUseAttributes.of(item.get(ScopeUseAttributes.SINCE), scopes);
    }

    /** Requires that one of these days is later than the stored one. */
    static WriteCondition anyDayIsNew(ScopeUse use) {
        return ScopeUseAttributes.anyDayIsNew(use.days(), SCOPE_PREFIX);
    }
}
