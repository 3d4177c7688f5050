package dev.tokenry.exchange.keys;

import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.encoding.JsonValue;
import dev.tokenry.exchange.encoding.StrictBase64Url;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Optional;

/**
 * Reads the keys of a key set (RFC 7517) that can verify signatures here. Issuers publish others as well, for
 * encryption or with algorithms of the future; those are skipped.
 */
final class JwkParser {

    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 4096;

    /** 65537. With an exponent of 1, each text would be the signature of itself. */
    private static final BigInteger MIN_RSA_EXPONENT = BigInteger.valueOf(65_537);

    private static final int MAX_RSA_EXPONENT_BITS = 32;
    private static final String VERIFY = "verify";

    private JwkParser() {}

    /** Returns the key; empty if it is to be skipped. */
    static Optional<VerificationKey> parse(JsonObject jwk) {
        Optional<String> keyId = jwk.findText("kid").filter(VerificationKey::isKeyId);
        if (keyId.isEmpty() || !isForSignatures(jwk) || isPrivate(jwk)) {
            return Optional.empty();
        }
        try {
            return switch (jwk.findText("kty").orElse("")) {
                case "RSA" -> rsa(keyId.get(), jwk);
                case "EC" -> ellipticCurve(keyId.get(), jwk);
                default -> Optional.empty();
            };
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static boolean isForSignatures(JsonObject jwk) {
        boolean isUseAllowed = jwk.find("use").isEmpty() || jwk.findText("use").equals(Optional.of("sig"));
        JsonValue operations = jwk.find("key_ops").orElse(null);
        boolean isOperationAllowed = operations == null
                || (operations instanceof JsonValue.Array array
                        && array.elements().contains(new JsonValue.Text(VERIFY)));
        return isUseAllowed && isOperationAllowed;
    }

    /** A key whose private part is published can sign for everyone. */
    private static boolean isPrivate(JsonObject jwk) {
        return jwk.find("d").isPresent();
    }

    private static Optional<VerificationKey> rsa(String keyId, JsonObject jwk) throws GeneralSecurityException {
        Optional<SignatureAlgorithm> algorithm = algorithm(jwk, SignatureAlgorithm.RS256);
        Optional<BigInteger> modulus = number(jwk, "n");
        Optional<BigInteger> exponent = number(jwk, "e");
        if (algorithm.isEmpty()
                || !algorithm.get().isRsa()
                || modulus.isEmpty()
                || exponent.isEmpty()
                || !isValidRsa(modulus.get(), exponent.get())) {
            return Optional.empty();
        }
        return Optional.of(new VerificationKey(
                keyId,
                algorithm.get(),
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus.get(), exponent.get()))));
    }

    private static boolean isValidRsa(BigInteger modulus, BigInteger exponent) {
        return modulus.bitLength() >= MIN_RSA_BITS
                && modulus.bitLength() <= MAX_RSA_BITS
                && modulus.testBit(0)
                && exponent.compareTo(MIN_RSA_EXPONENT) >= 0
                && exponent.bitLength() <= MAX_RSA_EXPONENT_BITS
                && exponent.testBit(0);
    }

    private static Optional<VerificationKey> ellipticCurve(String keyId, JsonObject jwk)
            throws GeneralSecurityException {
        Optional<EllipticCurve> curve = jwk.findText("crv").flatMap(EllipticCurve::find);
        if (curve.isEmpty()
                || !algorithm(jwk, curve.get().algorithm())
                        .equals(Optional.of(curve.get().algorithm()))) {
            return Optional.empty();
        }
        int length = curve.get().coordinateLength();
        Optional<byte[]> x = bytes(jwk, "x").filter(bytes -> bytes.length == length);
        Optional<byte[]> y = bytes(jwk, "y").filter(bytes -> bytes.length == length);
        if (x.isEmpty() || y.isEmpty()) {
            return Optional.empty();
        }
        ECPoint point = new ECPoint(new BigInteger(1, x.get()), new BigInteger(1, y.get()));
        ECParameterSpec parameters = curve.get().parameters();
        if (!EllipticCurve.isOnCurve(point, parameters)) {
            return Optional.empty();
        }
        return Optional.of(new VerificationKey(
                keyId,
                curve.get().algorithm(),
                KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, parameters))));
    }

    /** Returns the algorithm of the key itself, or the default if it names none; empty if it is not supported. */
    private static Optional<SignatureAlgorithm> algorithm(JsonObject jwk, SignatureAlgorithm defaultAlgorithm) {
        return jwk.find("alg").isEmpty()
                ? Optional.of(defaultAlgorithm)
                : jwk.findText("alg").flatMap(SignatureAlgorithm::find);
    }

    private static Optional<BigInteger> number(JsonObject jwk, String name) {
        return bytes(jwk, name).map(bytes -> new BigInteger(1, bytes));
    }

    private static Optional<byte[]> bytes(JsonObject jwk, String name) {
        return jwk.findText(name).flatMap(StrictBase64Url::decode);
    }
}
