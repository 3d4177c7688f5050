package dev.tokenry.model;

import java.security.MessageDigest;

/** What is stored in a secret's place: its peppered digest, and the version of the pepper. It does not print. */
public final class SecretDigest {

    /** HMAC-SHA-256, untruncated. */
    public static final int BYTES = 32;

    private final int pepperVersion;
    private final byte[] bytes;

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

    /** For the store alone. */
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
