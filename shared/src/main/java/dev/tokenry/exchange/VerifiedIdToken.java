package dev.tokenry.exchange;

import dev.tokenry.exchange.encoding.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** The claims of an id token that its issuer has signed, and that match the conditions of the trust. */
public final class VerifiedIdToken implements VerificationResult {

    private final String issuer;
    private final String keyId;
    private final RegisteredClaims registered;
    private final JsonObject claims;
    private final String replayDigest;

    VerifiedIdToken(String issuer, String keyId, RegisteredClaims registered, JsonObject claims, String replayDigest) {
        this.issuer = issuer;
        this.keyId = keyId;
        this.registered = registered;
        this.claims = claims;
        this.replayDigest = replayDigest;
    }

    public String issuer() {
        return issuer;
    }

    public String keyId() {
        return keyId;
    }

    /** Returns the {@code sub}: 1 to 1,024 characters, which mean something for this issuer only. */
    public String subject() {
        return registered.subject();
    }

    public Instant issuedAt() {
        return Instant.ofEpochSecond(registered.issuedAt());
    }

    public Instant expiresAt() {
        return Instant.ofEpochSecond(registered.expiresAt());
    }

    /** Returns the {@code jti}, which some issuers leave out. */
    public Optional<String> jwtId() {
        return registered.jwtId();
    }

    /** Returns all claims, to pick from for the log. */
    public JsonObject claims() {
        return claims;
    }

    /** Returns what is equal for all strings of this token, in base64url: a token is exchanged once. */
    public String replayDigest() {
        return replayDigest;
    }
}
