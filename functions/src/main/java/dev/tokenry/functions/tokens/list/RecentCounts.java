package dev.tokenry.functions.tokens.list;

import dev.tokenry.store.TokenFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SequencedMap;

/**
 * Counts of lists that this execution environment made within the last minute. A count reads the rows of all
 * candidates: further pages, and orders that are rejected because of it, do without another one. They do not contain
 * what was created or deleted since then.
 */
final class RecentCounts {

    private static final Duration MAX_AGE = Duration.ofMinutes(1);
    private static final int MAX_ENTRIES = 100;

    /** What was counted: the tokens of these filters that match a query, in any order and with any page size. */
    record Key(List<TokenFilter> filters, String selector, LastUsedRange lastUsed) {

        static Key ofCandidates(List<TokenFilter> filters) {
            return new Key(filters, "", LastUsedRange.ANY);
        }

        static Key ofMatches(List<TokenFilter> filters, ListQuery query) {
            return query.hasFilters()
                    ? new Key(filters, query.selector().text(), query.lastUsed())
                    : ofCandidates(filters);
        }
    }

    private record Count(int number, Instant at) {}

    private final SequencedMap<Key, Count> counts = new LinkedHashMap<>();

    synchronized OptionalInt find(Key key, Instant now) {
        Count count = counts.get(key);
        return count == null || count.at().plus(MAX_AGE).isBefore(now)
                ? OptionalInt.empty()
                : OptionalInt.of(count.number());
    }

    synchronized void put(Key key, int number, Instant now) {
        counts.putLast(key, new Count(number, now));
        if (counts.size() > MAX_ENTRIES) {
            Map.Entry<Key, Count> _ = counts.pollFirstEntry();
        }
    }
}
