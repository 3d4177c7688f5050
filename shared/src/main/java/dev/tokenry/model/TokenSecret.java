package dev.tokenry.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The secret of a token. It is returned once and never stored. {@link #toString()} does not contain it, and
 * {@link #equals} compares secrets in constant time.
 */
public final class TokenSecret {

    static final int RANDOM_LENGTH = 57;
    static final int CHECKSUM_LENGTH = 7;
    static final int LENGTH = RANDOM_LENGTH + CHECKSUM_LENGTH;

    private final String value;

    TokenSecret(String value) {
        if (!Base32.isBase32(value, LENGTH)) {
            throw new IllegalArgumentException("Not a token secret");
        }
        this.value = value;
    }

    /**
     * Updates the inner digest of a MAC with the secret. A secret is compared with a stored token only through that
     * MAC.
     */
    public void updateMac(MessageDigest message) {
        message.update(ascii());
    }

    String value() {
        return value;
    }

    private byte[] ascii() {
        return value.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenSecret otherSecret && MessageDigest.isEqual(ascii(), otherSecret.ascii());
    }

    @Override
    public int hashCode() {
        return TokenSecret.class.hashCode();
    }

    @Override
    public String toString() {
        return "TokenSecret[not shown]";
    }
}
