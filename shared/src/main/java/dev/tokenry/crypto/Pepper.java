package dev.tokenry.crypto;

import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The HMAC key of token digests, derived in KMS (NIST SP 800-63B §5.1.1.2 calls it a secret salt). Without it, access
 * to the table is not enough to guess or forge a token. {@link #toString} does not contain the key.
 */
public final class Pepper {

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] SECRET_DOMAIN = ascii("tokenry/secret/v1");
    private static final byte[] CHECK = ascii("check");

    private final int version;
    private final SecretKeySpec key;

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
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    public int version() {
        return version;
    }

    /**
     * Returns the digest of a secret. It covers the token id, so that a digest cannot be copied to the record of
     * another token.
     */
    public SecretDigest digest(TokenId id, TokenSecret secret) {
        Mac mac = mac();
        mac.update(SECRET_DOMAIN);
        mac.update((byte) 0);
        mac.update(ascii(id.value()));
        mac.update((byte) 0);
        secret.updateMac(mac);
        return new SecretDigest(version, mac.doFinal());
    }

    /** Returns a value by which this pepper can be verified. It does not reveal the pepper. */
    public byte[] checkValue() {
        return mac().doFinal(CHECK);
    }

    /** Returns whether this pepper has the check value. */
    boolean matches(byte[] checkValue) {
        return MessageDigest.isEqual(checkValue(), checkValue);
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK does not support " + ALGORITHM, e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "Pepper[version " + version + ", not shown]";
    }
}
