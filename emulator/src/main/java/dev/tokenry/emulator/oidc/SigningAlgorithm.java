package dev.tokenry.emulator.oidc;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/** The algorithms of the providers (RFC 7518, section 3.1). Each provider has one key for each of them. */
enum SigningAlgorithm {
    RS256("RSA", "SHA256withRSA"),
    ES256("EC", "SHA256withECDSAinP1363Format");

    private static final int RSA_BITS = 2048;

    private final String keyType;
    private final String jdkName;

    SigningAlgorithm(String keyType, String jdkName) {
        this.keyType = keyType;
        this.jdkName = jdkName;
    }

    /** Returns the algorithm with this name in a header; empty if there is none. */
    static Optional<SigningAlgorithm> find(String name) {
        return Arrays.stream(values()).filter(each -> each.name().equals(name)).findFirst();
    }

    /** Returns the type of the keys, which JWK and the JDK name alike. */
    String keyType() {
        return keyType;
    }

    /** Returns the name of the signature in the JDK. */
    String jdkName() {
        return jdkName;
    }

    KeyPair generateKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType);
            generator.initialize(parameters());
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private AlgorithmParameterSpec parameters() {
        return switch (this) {
            case RS256 -> new RSAKeyGenParameterSpec(RSA_BITS, RSAKeyGenParameterSpec.F4);
            case ES256 -> new ECGenParameterSpec("secp256r1");
        };
    }
}
