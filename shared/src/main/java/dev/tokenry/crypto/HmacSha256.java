package dev.tokenry.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/**
 * HMAC-SHA-256 (RFC 2104) with a key of at most one block. Safe for concurrent use.
 *
 * <p>{@code javax.crypto.Mac} would load a hundred classes and the policy files of the JDK in each cold start of the
 * authorizer, and digest the padded key twice for each MAC; here, that is done once for a key.
 */
final class HmacSha256 {

    private static final String ALGORITHM = "SHA-256";
    private static final int BLOCK_BYTES = 64;
    private static final int INNER_PADDING = 0x36;
    private static final int OUTER_PADDING = 0x5c;

    // Digests of the padded key. They are only cloned, which concurrent threads can do.
    private final MessageDigest inner;
    private final MessageDigest outer;

    HmacSha256(byte[] key) {
        if (key.length > BLOCK_BYTES) {
            throw new IllegalArgumentException("The key is longer than a block");
        }
        this.inner = padded(key, INNER_PADDING);
        this.outer = padded(key, OUTER_PADDING);
    }

    /** Returns a digest to update with the message, for {@link #finish}. */
    MessageDigest begin() {
        return copy(inner);
    }

    /** Returns the MAC of the message. */
    byte[] finish(MessageDigest message) {
        MessageDigest mac = copy(outer);
        mac.update(message.digest());
        return mac.digest();
    }

    private static MessageDigest padded(byte[] key, int padding) {
        byte[] block = new byte[BLOCK_BYTES];
        for (int i = 0; i < BLOCK_BYTES; i++) {
            block[i] = (byte) ((i < key.length ? key[i] : 0) ^ padding);
        }
        try {
            MessageDigest digest = MessageDigest.getInstance(ALGORITHM);
            digest.update(block);
            return digest;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK does not support " + ALGORITHM, e);
        }
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The JDK cannot copy the state of " + ALGORITHM, e);
        }
    }
}
