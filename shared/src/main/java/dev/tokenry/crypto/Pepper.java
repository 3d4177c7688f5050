package dev.tokenry.crypto;

import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenSecret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The HMAC key of token digests, derived in KMS (NIST SP 800-63B §5.1.1.2 calls it a secret salt). Without it, access
 * to the table is not enough to guess or forge a token. {@link #toString} does not contain the key.
 */
public final class Pepper {

    private static final byte[] SECRET_DOMAIN = ascii("tokenry/secret/v1");
    private static final byte[] SEAL_KEY = ascii("tokenry/seal/v1");
    private static final byte[] CHECK = ascii("check");

    private final int version;
    private final HmacSha256 hmac;

    /**
     * @param version the version of the pepper, at least 1
     * @param bytes the 32 bytes of the key
     * @throws IllegalArgumentException if the version or the number of bytes is invalid
     */
    public Pepper(int version, byte[] bytes) {
        if (version < 1 || bytes.length != SecretDigest.BYTES) {
            throw new IllegalArgumentException(
                    "A pepper requires a version of at least 1 and " + SecretDigest.BYTES + " bytes");
        }
        this.version = version;
        this.hmac = new HmacSha256(bytes);
    }

    public int version() {
        return version;
    }

    /**
     * Returns the digest of a secret. It covers the token id, so that a digest cannot be copied to the record of
     * another token.
     */
    public SecretDigest digest(TokenId id, TokenSecret secret) {
        MessageDigest message = hmac.begin();
        message.update(SECRET_DOMAIN);
        message.update((byte) 0);
        message.update(ascii(id.value()));
        message.update((byte) 0);
        secret.updateMac(message);
        return new SecretDigest(version, hmac.finish(message));
    }

    /**
     * Returns the seal of a record. The key of the MAC is derived from the pepper, so that no seal is the digest of a
     * secret.
     *
     * @param key the key of the record, without a character 0
     */
    SecretDigest seal(String key, String text) {
        MessageDigest derivation = hmac.begin();
        derivation.update(SEAL_KEY);
        HmacSha256 seal = new HmacSha256(hmac.finish(derivation));
        MessageDigest message = seal.begin();
        message.update(key.getBytes(StandardCharsets.UTF_8));
        message.update((byte) 0);
        message.update(text.getBytes(StandardCharsets.UTF_8));
        return new SecretDigest(version, seal.finish(message));
    }

    /** Returns a value by which this pepper can be verified. It does not reveal the pepper. */
    public byte[] checkValue() {
        MessageDigest message = hmac.begin();
        message.update(CHECK);
        return hmac.finish(message);
    }

    /** Returns whether this pepper has the check value. */
    boolean matches(byte[] checkValue) {
        return MessageDigest.isEqual(checkValue(), checkValue);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "Pepper[version " + version + ", not shown]";
    }
}
