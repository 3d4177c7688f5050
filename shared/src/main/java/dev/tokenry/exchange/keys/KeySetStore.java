package dev.tokenry.exchange.keys;

import java.time.Instant;
import java.util.Optional;

/** Stores the key sets of issuers, for all environments of the functions. */
public interface KeySetStore {

    Optional<KeySetState> find(String issuer);

    /**
     * Claims the next fetch: of all calls at one time, one succeeds.
     *
     * @param nextFetchAt when the fetch after this one may begin
     * @return whether the stored time was not after {@code now}, or absent, and is now {@code nextFetchAt}
     */
    boolean claimFetch(String issuer, Instant now, Instant nextFetchAt);

    /** Replaces the key set. The time of the next fetch stays the same. */
    void replaceKeys(String issuer, FetchedKeySet fetched);
}
