package dev.tokenry.model;

/**
 * Seals records that decide who gets a token, with a MAC. Who can write the table cannot compute it, so that a record
 * that was written or edited there is not used. An earlier record that is put back is not detected.
 */
public interface RecordSealer {

    /**
     * Returns the MAC of a record by the current key.
     *
     * @param key the key of the record, so that no record can be copied to another key
     * @param text the canonical text of everything that decides
     * @throws dev.tokenry.error.ServiceUnavailableException if the key is unavailable
     */
    SecretDigest seal(String key, String text);

    /**
     * Returns whether the MAC is that of the record.
     *
     * @throws dev.tokenry.error.ServiceUnavailableException if the key of the MAC is unavailable, or there is none of
     *     its version
     */
    boolean isIntact(String key, String text, SecretDigest seal);
}
