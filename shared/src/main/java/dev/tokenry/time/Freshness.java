package dev.tokenry.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The period during which a cached value is fresh: from {@code since}, inclusive, for the time {@code ttl}, exclusive.
 * A time before {@code since} is outside the period, so a clock that is set back makes the value stale instead of
 * extending its life.
 */
public record Freshness(Instant since, Duration ttl) {

    /** Returns whether {@code now} is in the period. */
    public boolean isFreshAt(Instant now) {
        return !now.isBefore(since) && now.isBefore(since.plus(ttl));
    }
}
