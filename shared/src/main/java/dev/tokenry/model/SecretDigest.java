package dev.tokenry.model;

import java.security.MessageDigest;

/**
 * The digest that is stored in place of a token secret: an HMAC of the secret, keyed with a pepper. {@link #toString()}
 * does not contain the digest, and {@link #equals} compares digests in constant time.
 */
public final class SecretDigest {

    /** The length of a digest in bytes: HMAC-SHA-256, not truncated. */
    public static final int BYTES = 32;

    private final int pepperVersion;
    private final byte[] bytes;

    /**
     * @param pepperVersion the version of the pepper, 1 or higher
     * @param bytes the digest, {@value #BYTES} bytes
     * @throws IllegalArgumentException if a value is out of range
     */
    public SecretDigest(int pepperVersion, byte[] bytes) {
        if (pepperVersion < 1 || bytes.length != BYTES) {
            throw new IllegalArgumentException("Not a secret digest");
        }
        this.pepperVersion = pepperVersion;
        this.bytes = bytes.clone();
    }

    public int pepperVersion() {
        return pepperVersion;
    }

    /** Returns a copy of the digest. Only stores need it. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretDigest otherDigest
                && pepperVersion == otherDigest.pepperVersion
                && MessageDigest.isEqual(bytes, otherDigest.bytes);
    }

    @Override
    public int hashCode() {
        return pepperVersion;
    }

    @Override
    public String toString() {
        return "SecretDigest[pepper " + pepperVersion + ", not shown]";
    }
}
