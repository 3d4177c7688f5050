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
 * The key behind KMS that is mixed into every digest (NIST SP 800-63B §5.1.1.2 calls it a secret salt). It does not
 * print, and who reads or writes the table but lacks it can neither guess nor forge a token.
 */
public final class Pepper {

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] SECRET_DOMAIN = ascii("tokenry/secret/v1");
    private static final byte[] CHECK = ascii("check");

    private final int version;
    private final SecretKeySpec key;

    /** @param bytes 32 bytes that only KMS can make */
    public Pepper(int version, byte[] bytes) {
        if (version < 1 || bytes.length != SecretDigest.BYTES) {
            throw new IllegalArgumentException("Not a pepper");
        }
        this.version = version;
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    public int version() {
        return version;
    }

    /** The digest of a token's secret. The id is part of it, so that digests cannot be moved between records. */
    public SecretDigest digest(TokenId id, TokenSecret secret) {
        Mac mac = mac();
        mac.update(SECRET_DOMAIN);
        mac.update((byte) 0);
        mac.update(ascii(id.value()));
        mac.update((byte) 0);
        secret.updateMac(mac);
        return new SecretDigest(version, mac.doFinal());
    }

    /** A value that tells this pepper from every other and gives nothing of it away. */
    public byte[] checkValue() {
        return mac().doFinal(CHECK);
    }

    boolean matches(byte[] checkValue) {
        return MessageDigest.isEqual(checkValue(), checkValue);
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
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
