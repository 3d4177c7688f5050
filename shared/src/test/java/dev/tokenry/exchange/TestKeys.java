package dev.tokenry.exchange;

import dev.tokenry.exchange.encoding.StrictBase64Url;
import dev.tokenry.exchange.keys.KeySet;
import dev.tokenry.exchange.keys.KeySetParser;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys of an issuer, made once per run, and the signatures that tests need, invalid ones included. */
public final class TestKeys {

    private static final KeyPair RSA = rsa();
    private static final KeyPair OTHER = rsa();
    private static final KeyPair P256 = ellipticCurve("secp256r1");
    private static final KeyPair P384 = ellipticCurve("secp384r1");

    private TestKeys() {}

    /** Returns the published keys. The RSA keys are one, with an algorithm each. */
    public static String keySetText() {
        return "{\"keys\":[" + jwk() + "," + rsaJwk("rsa512", ",\"alg\":\"RS512\"") + ","
                + rsaJwk("pss", ",\"alg\":\"PS256\"") + "," + ecJwk("p256", "P-256", P256, 32) + ","
                + ecJwk("p384", "P-384", P384, 48) + "]}";
    }

    public static KeySet keySet() {
        return KeySetParser.parse(keySetText().getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    /** Returns the published RSA key. */
    public static String jwk() {
        return rsaJwk("rsa", ",\"x5t#S256\":\"AAAA\"");
    }

    private static String rsaJwk(String keyId, String further) {
        RSAPublicKey key = (RSAPublicKey) RSA.getPublic();
        return "{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"" + keyId + "\"" + further + ",\"n\":\""
                + encode(key.getModulus(), 256) + "\",\"e\":\"AQAB\"}";
    }

    private static String ecJwk(String keyId, String curve, KeyPair pair, int length) {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        return "{\"kty\":\"EC\",\"crv\":\"" + curve + "\",\"kid\":\"" + keyId + "\",\"x\":\""
                + encode(key.getW().getAffineX(), length) + "\",\"y\":\""
                + encode(key.getW().getAffineY(), length) + "\"}";
    }

    /** Signs a text with the key of this name. Only {@code other} is not published. */
    static byte[] sign(String key, String algorithm, String text) throws GeneralSecurityException {
        byte[] input = text.getBytes(StandardCharsets.US_ASCII);
        if (algorithm.equals("HS256")) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(RSA.getPublic().getEncoded(), "HmacSHA256"));
            return mac.doFinal(input);
        }
        Signature signature = Signature.getInstance(
                switch (algorithm) {
                    case "RS256" -> "SHA256withRSA";
                    case "RS512" -> "SHA512withRSA";
                    case "PS256" -> "RSASSA-PSS";
                    case "ES256" -> "SHA256withECDSAinP1363Format";
                    case "ES256-DER" -> "SHA256withECDSA";
                    case "ES384" -> "SHA384withECDSAinP1363Format";
                    default -> throw new IllegalArgumentException(algorithm);
                });
        if (algorithm.equals("PS256")) {
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        signature.initSign(Map.of("rsa", RSA, "other", OTHER, "p256", P256, "p384", P384)
                .get(key)
                .getPrivate());
        signature.update(input);
        return signature.sign();
    }

    /** Returns the other valid form of a signature on P-256: r and n − s instead of r and s. */
    static byte[] otherForm(byte[] signature) {
        BigInteger order = ((ECPublicKey) P256.getPublic()).getParams().getOrder();
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        byte[] other = signature.clone();
        System.arraycopy(bytes(order.subtract(s), 32), 0, other, 32, 32);
        return other;
    }

    public static String encode(BigInteger number, int length) {
        return StrictBase64Url.encode(bytes(number, length));
    }

    private static byte[] bytes(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[length];
        int count = Math.min(signed.length, length);
        System.arraycopy(signed, signed.length - count, bytes, length - count, count);
        return bytes;
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair ellipticCurve(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(name));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
