package dev.tokenry.exchange.keys;

/** Where the keys of issuers come from. */
public interface KeySource {

    /**
     * Looks up a key.
     *
     * @param issuer the issuer as configured, never one that only a caller has named
     * @param keyId the {@code kid} of a header, which is any text of a caller
     */
    KeyLookup find(String issuer, String keyId);
}
