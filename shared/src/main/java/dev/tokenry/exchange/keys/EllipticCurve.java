package dev.tokenry.exchange.keys;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Optional;

/** The curves of FIPS 186-4 whose keys are used, and the algorithm of each. */
enum EllipticCurve {
    P256("P-256", "secp256r1", 32, SignatureAlgorithm.ES256),
    P384("P-384", "secp384r1", 48, SignatureAlgorithm.ES384);

    private final String jwkName;
    private final String jdkName;
    private final int coordinateLength;
    private final SignatureAlgorithm algorithm;

    EllipticCurve(String jwkName, String jdkName, int coordinateLength, SignatureAlgorithm algorithm) {
        this.jwkName = jwkName;
        this.jdkName = jdkName;
        this.coordinateLength = coordinateLength;
        this.algorithm = algorithm;
    }

    /** Returns the curve with this name in a JWK; empty for all others. */
    static Optional<EllipticCurve> find(String jwkName) {
        for (EllipticCurve curve : values()) {
            if (curve.jwkName.equals(jwkName)) {
                return Optional.of(curve);
            }
        }
        return Optional.empty();
    }

    /** Returns the curve of the keys of an algorithm. */
    static EllipticCurve of(SignatureAlgorithm algorithm) {
        for (EllipticCurve curve : values()) {
            if (curve.algorithm == algorithm) {
                return curve;
            }
        }
        throw new IllegalArgumentException("The keys of " + algorithm + " have no curve");
    }

    String jwkName() {
        return jwkName;
    }

    SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** Returns the number of bytes of a coordinate, leading zeros included. */
    int coordinateLength() {
        return coordinateLength;
    }

    ECParameterSpec parameters() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(jdkName));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    /** Returns whether y² = x³ + ax + b, for coordinates below the prime of the field. */
    static boolean isOnCurve(ECPoint point, ECParameterSpec parameters) {
        BigInteger prime = ((ECFieldFp) parameters.getCurve().getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        BigInteger right = x.pow(2)
                .add(parameters.getCurve().getA())
                .multiply(x)
                .add(parameters.getCurve().getB());
        return x.compareTo(prime) < 0
                && y.compareTo(prime) < 0
                && y.pow(2).mod(prime).equals(right.mod(prime));
    }
}
