package dev.tokenry.exchange.keys;

/** Fetches the key sets that issuers publish, and the endpoints that they name. */
public interface KeyFetcher {

    /**
     * Fetches the key set of an issuer. Never throws because of what the issuer does.
     *
     * @param issuer the issuer as configured, never one that only a caller has named
     */
    KeyFetchResult fetch(String issuer);
}
