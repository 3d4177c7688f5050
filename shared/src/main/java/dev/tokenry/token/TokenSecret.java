package dev.tokenry.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import javax.crypto.Mac;

/** The private part of a token: shown once, stored never. It does not print, and compares in constant time. */
public final class TokenSecret {

    static final int RANDOM_LENGTH = 57;
    static final int CHECKSUM_LENGTH = 7;
    static final int LENGTH = RANDOM_LENGTH + CHECKSUM_LENGTH;

    private final String text;

    TokenSecret(String text) {
        if (!Base32.isBase32(text, LENGTH)) {
            throw new IllegalArgumentException("Not a token secret");
        }
        this.text = text;
    }

    /** Feeds the secret to a keyed hash: the one way in which it is ever compared with what is stored. */
    public void absorbInto(Mac mac) {
        mac.update(ascii());
    }

    String text() {
        return text;
    }

    private byte[] ascii() {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenSecret that && MessageDigest.isEqual(ascii(), that.ascii());
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
