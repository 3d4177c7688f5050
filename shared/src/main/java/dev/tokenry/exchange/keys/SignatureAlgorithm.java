package dev.tokenry.exchange.keys;

import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;

/** The algorithms of signatures (RFC 7518, section 3.1) that are accepted. None of them is symmetric. */
public enum SignatureAlgorithm {
    RS256("SHA256withRSA"),
    RS384("SHA384withRSA"),
    RS512("SHA512withRSA"),
    PS256("SHA-256", 32),
    PS384("SHA-384", 48),
    PS512("SHA-512", 64),
    ES256("SHA256withECDSAinP1363Format"),
    ES384("SHA384withECDSAinP1363Format");

    private static final int ANY_LENGTH = 0;
    private static final String PSS = "RSASSA-PSS";

    private final String jdkName;
    private final String digest;
    private final int saltLength;

    SignatureAlgorithm(String jdkName) {
        this(jdkName, "", 0);
    }

    SignatureAlgorithm(String digest, int saltLength) {
        this(PSS, digest, saltLength);
    }

    SignatureAlgorithm(String jdkName, String digest, int saltLength) {
        this.jdkName = jdkName;
        this.digest = digest;
        this.saltLength = saltLength;
    }

    /** Returns the algorithm of this exact name; empty for {@code none} and all others. */
    public static Optional<SignatureAlgorithm> find(String name) {
        for (SignatureAlgorithm algorithm : values()) {
            if (algorithm.name().equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    boolean isRsa() {
        return signatureLength() == ANY_LENGTH;
    }

    /** Returns whether the signature is one of the key for this input; false if it could not be verified. */
    boolean verify(PublicKey key, byte[] input, byte[] signature) {
        // The JDK also accepts longer and shorter forms of a signature by an elliptic curve.
        if (!isRsa() && signature.length != signatureLength()) {
            return false;
        }
        try {
            Signature verification = Signature.getInstance(jdkName);
            if (jdkName.equals(PSS)) {
                verification.setParameter(new PSSParameterSpec(
                        digest, "MGF1", new MGF1ParameterSpec(digest), saltLength, PSSParameterSpec.TRAILER_FIELD_BC));
            }
            verification.initVerify(key);
            verification.update(input);
            return verification.verify(signature);
        } catch (GeneralSecurityException | ProviderException e) {
            return false;
        }
    }

    /** Returns the number of bytes of a signature, if it does not depend on the key. */
    private int signatureLength() {
        return switch (this) {
            case ES256 -> 64;
            case ES384 -> 96;
            case RS256, RS384, RS512, PS256, PS384, PS512 -> ANY_LENGTH;
        };
    }
}
