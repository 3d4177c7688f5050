package dev.tokenry.exchange.keys;

/** Where the keys of issuers come from. */
public interface KeySource {

    /**
     * Looks up a key.
     *
     * @param keyId the {@code kid} of a header, which is any text of a caller
     */
    KeyLookup find(IssuerKeys issuer, String keyId);
}
