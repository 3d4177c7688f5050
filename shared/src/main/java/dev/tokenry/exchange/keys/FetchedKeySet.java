package dev.tokenry.exchange.keys;

import java.time.Instant;

/**
 * A key set as its issuer has published it, and the endpoints that the issuer named at the same time.
 *
 * @param fetchedAt the time before the fetch began
 */
public record FetchedKeySet(KeySet keys, ProviderEndpoints endpoints, Instant fetchedAt) {

    /** Creates the key set of an issuer that signs no people in. */
    public FetchedKeySet(KeySet keys, Instant fetchedAt) {
        this(keys, ProviderEndpoints.NONE, fetchedAt);
    }
}
