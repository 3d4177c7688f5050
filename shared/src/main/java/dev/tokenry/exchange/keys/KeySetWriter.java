package dev.tokenry.exchange.keys;

import dev.tokenry.exchange.encoding.CanonicalJson;
import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.encoding.JsonValue;
import dev.tokenry.exchange.encoding.StrictBase64Url;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes key sets (RFC 7517, section 5) with the members that decide, and no others. */
public final class KeySetWriter {

    private KeySetWriter() {}

    /** Returns the text of a key set. Equal sets have one text, and {@link KeySetParser} reads it as an equal set. */
    public static String write(KeySet keys) {
        return CanonicalJson.write(new JsonObject(Map.of("keys", new JsonValue.Array(sorted(keys)))));
    }

    /** Returns the text of each key, in the order of their ids. */
    public static List<String> writeEach(KeySet keys) {
        return sorted(keys).stream().map(CanonicalJson::write).toList();
    }

    private static List<JsonValue> sorted(KeySet keys) {
        return keys.keys().stream()
                .sorted(Comparator.comparing(VerificationKey::keyId))
                .<JsonValue>map(KeySetWriter::toJson)
                .toList();
    }

    private static JsonObject toJson(VerificationKey key) {
        Map<String, JsonValue> members = new HashMap<>();
        put(members, "kid", key.keyId());
        put(members, "alg", key.algorithm().name());
        switch (key.publicKey()) {
            case RSAPublicKey rsa -> {
                put(members, "kty", "RSA");
                put(members, "n", encode(rsa.getModulus(), bytes(rsa.getModulus())));
                put(members, "e", encode(rsa.getPublicExponent(), bytes(rsa.getPublicExponent())));
            }
            case ECPublicKey point -> {
                EllipticCurve curve = EllipticCurve.of(key.algorithm());
                put(members, "kty", "EC");
                put(members, "crv", curve.jwkName());
                put(members, "x", encode(point.getW().getAffineX(), curve.coordinateLength()));
                put(members, "y", encode(point.getW().getAffineY(), curve.coordinateLength()));
            }
            default -> throw new IllegalArgumentException("No algorithm uses such a key");
        }
        return new JsonObject(members);
    }

    private static void put(Map<String, JsonValue> members, String name, String value) {
        members.put(name, new JsonValue.Text(value));
    }

    /** Returns the number of bytes of a positive number without leading zeros. */
    private static int bytes(BigInteger number) {
        return (number.bitLength() + Byte.SIZE - 1) / Byte.SIZE;
    }

    /** Returns a positive number of this many bytes. */
    private static String encode(BigInteger number, int length) {
        // The sign bit can need a byte of its own.
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[length];
        int count = Math.min(signed.length, length);
        System.arraycopy(signed, signed.length - count, bytes, length - count, count);
        return StrictBase64Url.encode(bytes);
    }
}
