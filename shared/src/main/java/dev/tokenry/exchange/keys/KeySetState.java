package dev.tokenry.exchange.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is stored about the keys of an issuer.
 *
 * @param fetched the last key set that was fetched; empty if there was none
 * @param nextFetchAt when the next fetch may begin; all environments together begin one at a time
 */
public record KeySetState(Optional<FetchedKeySet> fetched, Instant nextFetchAt) {

    /** The time between two fetches, whatever the first one brings. */
    static final Duration FETCH_INTERVAL = Duration.ofMinutes(1);

    /** The age until which a key set is used without asking for a newer one. */
    static final Duration REFRESH_AFTER = Duration.ofHours(1);

    /** The age until which a key set is used if its issuer is unavailable. */
    public static final Duration MAX_AGE = Duration.ofHours(24);

    /** The state of an issuer whose keys were never fetched. */
    static final KeySetState NONE = new KeySetState(Optional.empty(), Instant.EPOCH);

    Optional<KeySet> findKeysUpTo(Duration age, Instant now) {
        return findUpTo(age, now).map(FetchedKeySet::keys);
    }

    Optional<FetchedKeySet> findUpTo(Duration age, Instant now) {
        return fetched.filter(set -> set.fetchedAt().plus(age).isAfter(now));
    }

    boolean mayFetchAt(Instant now) {
        return !now.isBefore(nextFetchAt);
    }

    /** Returns whether the last fetch has brought the keys. False while it runs, and for ever if it failed. */
    boolean hasResultOfLastFetch() {
        return fetched.filter(set -> !set.fetchedAt().plus(FETCH_INTERVAL).isBefore(nextFetchAt))
                .isPresent();
    }
}
