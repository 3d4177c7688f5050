package dev.tokenry.exchange.keys;

import java.time.Instant;
import java.util.Optional;

/**
 * Stores the key sets that issuers publish, for all environments of the functions. Every method throws
 * {@link dev.tokenry.error.ServiceUnavailableException} if the store is unavailable.
 */
public interface KeySetStore {

    /**
     * Returns what is stored for the record of an issuer; empty if there is nothing.
     *
     * @throws dev.tokenry.error.CorruptRecordException if the seal does not fit the keys
     */
    Optional<KeySetState> find(IssuerKeys.Published issuer);

    /**
     * Claims the next fetch: of all calls at one time, one succeeds.
     *
     * @param nextFetchAt when the fetch after this one may begin
     * @return whether the stored time was not after {@code now}, or absent, and is now {@code nextFetchAt}
     */
    boolean claimFetch(IssuerKeys.Published issuer, Instant now, Instant nextFetchAt);

    /** Replaces the key set. The time of the next fetch stays the same. */
    void replaceKeys(IssuerKeys.Published issuer, FetchedKeySet fetched);
}
