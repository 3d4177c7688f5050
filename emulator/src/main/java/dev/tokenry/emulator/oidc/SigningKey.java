package dev.tokenry.emulator.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.emulator.io.EmulatorJson;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A key that signs tokens with one algorithm. Its private part is written only to the key file. */
final class SigningKey {

    private static final int P256_COORDINATE_BYTES = 32;

    private final SigningAlgorithm algorithm;
    private final KeyPair pair;

    private SigningKey(SigningAlgorithm algorithm, KeyPair pair) {
        this.algorithm = algorithm;
        this.pair = pair;
    }

    static SigningKey create(SigningAlgorithm algorithm) {
        return new SigningKey(algorithm, algorithm.generateKeyPair());
    }

    static SigningKey fromJson(SigningAlgorithm algorithm, JsonNode json) throws IOException {
        try {
            KeyFactory factory = KeyFactory.getInstance(algorithm.keyType());
            return new SigningKey(
                    algorithm,
                    new KeyPair(
                            factory.generatePublic(new X509EncodedKeySpec(bytes(json, "public"))),
                            factory.generatePrivate(new PKCS8EncodedKeySpec(bytes(json, "private")))));
        } catch (GeneralSecurityException e) {
            throw new IOException("Invalid key", e);
        }
    }

    private static byte[] bytes(JsonNode json, String name) throws IOException {
        byte[] bytes = json.required(name).binaryValue();
        if (bytes == null) {
            throw new IOException(name + " is not text");
        }
        return bytes;
    }

    ObjectNode toJson() {
        return EmulatorJson.MAPPER
                .createObjectNode()
                .put("public", pair.getPublic().getEncoded())
                .put("private", pair.getPrivate().getEncoded());
    }

    /** Returns the public key as JWK (RFC 7517). */
    Map<String, String> jwk() {
        Map<String, String> jwk = new LinkedHashMap<>(publicMembers(pair.getPublic()));
        jwk.put("kid", keyId());
        jwk.put("use", "sig");
        jwk.put("alg", algorithm.name());
        return jwk;
    }

    /** Returns the thumbprint (RFC 7638), so that the id is the same after a restart. */
    String keyId() {
        return Encodings.base64Url(Encodings.sha256(EmulatorJson.toString(publicMembers(pair.getPublic()))));
    }

    /** Returns a signed token (RFC 7515, compact serialization) whose header names this key. */
    String sign(Object claims) {
        return sign(claims, keyId());
    }

    /** Returns a signed token whose header names a key of this id, whichever has signed it. */
    String sign(Object claims, String keyId) {
        Map<String, String> header = new LinkedHashMap<>();
        header.put("alg", algorithm.name());
        header.put("kid", keyId);
        header.put("typ", "JWT");
        String signed = Encodings.base64Url(EmulatorJson.toBytes(header)) + "."
                + Encodings.base64Url(EmulatorJson.toBytes(claims));
        return signed + "." + Encodings.base64Url(signature(signed));
    }

    private byte[] signature(String text) {
        try {
            Signature signature = Signature.getInstance(algorithm.jdkName());
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the members that the thumbprint covers, in its order. */
    private static Map<String, String> publicMembers(PublicKey key) {
        Map<String, String> members = new TreeMap<>();
        switch (key) {
            case RSAPublicKey rsa -> {
                members.put("kty", "RSA");
                members.put("n", Encodings.base64Url(unsigned(rsa.getModulus())));
                members.put("e", Encodings.base64Url(unsigned(rsa.getPublicExponent())));
            }
            case ECPublicKey curve -> {
                members.put("kty", "EC");
                members.put("crv", "P-256");
                members.put("x", coordinate(curve.getW().getAffineX()));
                members.put("y", coordinate(curve.getW().getAffineY()));
            }
            default -> throw new IllegalArgumentException("A key of type " + key.getAlgorithm());
        }
        return members;
    }

    private static String coordinate(BigInteger number) {
        byte[] unsigned = unsigned(number);
        byte[] padded = new byte[P256_COORDINATE_BYTES];
        System.arraycopy(unsigned, 0, padded, padded.length - unsigned.length, unsigned.length);
        return Encodings.base64Url(padded);
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        if (bytes[0] != 0 || bytes.length == 1) {
            return bytes;
        }
        byte[] unsigned = new byte[bytes.length - 1];
        System.arraycopy(bytes, 1, unsigned, 0, unsigned.length);
        return unsigned;
    }
}
