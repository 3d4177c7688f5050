package dev.tokenry.exchange;

import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.keys.SignatureAlgorithm;
import java.util.Optional;

/**
 * An id token whose form is valid. Nothing it says is proved yet. A class, not a record, because the text of an id
 * token is a secret until it expires.
 */
public final class UnverifiedIdToken implements IdTokenParseResult {

    private final SignatureAlgorithm algorithm;
    private final String keyId;
    private final JsonObject claims;
    private final String signedText;
    private final byte[] signature;

    UnverifiedIdToken(
            SignatureAlgorithm algorithm, String keyId, JsonObject claims, String signedText, byte[] signature) {
        this.algorithm = algorithm;
        this.keyId = keyId;
        this.claims = claims;
        this.signedText = signedText;
        this.signature = signature.clone();
    }

    SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** Returns the id of the key that the header names, for the log. */
    public String keyId() {
        return keyId;
    }

    /** Returns the issuer that the token names; empty if that is not a string. */
    public Optional<String> issuer() {
        return claims.findText("iss");
    }

    JsonObject claims() {
        return claims;
    }

    /** Returns header and payload as they were signed. */
    String signedText() {
        return signedText;
    }

    byte[] signature() {
        return signature.clone();
    }
}
