package dev.tokenry.exchange.keys;

import java.security.PublicKey;

/**
 * A public key of an issuer, and the only algorithm for which it is used: a header does not choose one.
 *
 * @param keyId the {@code kid} by which the header of an id token names the key
 */
public record VerificationKey(String keyId, SignatureAlgorithm algorithm, PublicKey publicKey) {

    private static final int MAX_KEY_ID_LENGTH = 200;

    /** Returns whether a text can be the id of a key. */
    public static boolean isKeyId(String text) {
        return !text.isEmpty() && text.length() <= MAX_KEY_ID_LENGTH;
    }

    /** Returns whether the signature is one of this key for the input. */
    public boolean verify(byte[] input, byte[] signature) {
        return algorithm.verify(publicKey, input, signature);
    }
}
