package dev.tokenry.exchange;

import dev.tokenry.exchange.condition.Conditions;
import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.encoding.JsonValue;
import dev.tokenry.exchange.keys.KeyLookup;
import dev.tokenry.exchange.keys.KeySource;
import dev.tokenry.exchange.keys.VerificationKey;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Decides whether an id token is one that a trust accepts: issuer, key, algorithm, signature, registered claims, rules
 * of the kind, conditions, in this order. A token is not accepted before all of them hold. Whether it was used before,
 * and what it may be exchanged for, is decided afterwards.
 */
public final class IdTokenVerifier {

    private final KeySource keys;
    private final Clock clock;

    public IdTokenVerifier(KeySource keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Verifies a token.
     *
     * @param issuer the issuer of the trust, which is enabled
     * @param conditions the conditions of the trust
     * @throws IllegalArgumentException if there are no conditions, and the issuer is none of people: every token of the
     *     issuer would be accepted
     */
    public VerificationResult verify(UnverifiedIdToken token, TrustedIssuer issuer, Conditions conditions) {
        if (conditions.conditions().isEmpty() && issuer.kind() != IssuerKind.PEOPLE) {
            throw new IllegalArgumentException("The trust has no conditions");
        }
        // Byte for byte, and before any key is looked up: another issuer causes no call.
        if (!token.issuer().equals(Optional.of(issuer.issuer()))) {
            return new RejectedIdToken(RejectionReason.OTHER_ISSUER);
        }
        return switch (keys.find(issuer.keys(), token.keyId())) {
            case KeyLookup.Found(VerificationKey key) -> verify(token, key, issuer, conditions);
            case KeyLookup.Unknown() -> new RejectedIdToken(RejectionReason.UNKNOWN_KEY);
            case KeyLookup.KeysUnavailable() -> new VerificationResult.KeysUnavailable();
        };
    }

    private VerificationResult verify(
            UnverifiedIdToken token, VerificationKey key, TrustedIssuer issuer, Conditions conditions) {
        if (token.algorithm() != key.algorithm()) {
            return new RejectedIdToken(RejectionReason.ALGORITHM);
        }
        if (!key.verify(IdTokenParser.bytes(token.signedText()), token.signature())) {
            return new RejectedIdToken(RejectionReason.SIGNATURE);
        }
        Optional<RejectionReason> otherType = findOtherType(token.claims());
        if (otherType.isPresent()) {
            return new RejectedIdToken(otherType.get());
        }
        if (!hasAudience(token.claims(), issuer.audiences()) || isForOtherClient(token.claims(), issuer)) {
            return new RejectedIdToken(RejectionReason.AUDIENCE);
        }
        Optional<RegisteredClaims> registered = RegisteredClaims.of(token.claims());
        if (registered.isEmpty()) {
            return new RejectedIdToken(RejectionReason.TYPE);
        }
        Optional<RejectionReason> invalidTime = registered.get().findInvalidTime(clock.instant(), issuer.maxAge());
        if (invalidTime.isPresent()) {
            return new RejectedIdToken(invalidTime.get());
        }
        return match(token, registered.get(), issuer, conditions);
    }

    private static VerificationResult match(
            UnverifiedIdToken token, RegisteredClaims registered, TrustedIssuer issuer, Conditions conditions) {
        Optional<RejectionReason> violation = KindRules.findViolation(issuer.kind(), token.claims(), conditions);
        if (violation.isPresent()) {
            return new RejectedIdToken(violation.get());
        }
        OptionalInt failed = conditions.findFailed(token.claims());
        if (failed.isPresent()) {
            return new RejectedIdToken(RejectionReason.CONDITION, failed);
        }
        return new VerifiedIdToken(
                issuer.issuer(),
                token.keyId(),
                registered,
                token.claims(),
                ReplayDigest.of(issuer.issuer(), registered.jwtId(), token.signedText()));
    }

    /** Access tokens of Cognito and Keycloak say in these claims that they are not id tokens. */
    private static Optional<RejectionReason> findOtherType(JsonObject claims) {
        boolean isIdToken = isAbsentOr("id", claims, "token_use") && isAbsentOr("ID", claims, "typ");
        return isIdToken ? Optional.empty() : Optional.of(RejectionReason.TYPE);
    }

    private static boolean isAbsentOr(String value, JsonObject claims, String name) {
        JsonValue claim = claims.find(name).orElse(null);
        return claim == null || (claim instanceof JsonValue.Text(String text) && text.equals(value));
    }

    /**
     * Returns whether another client has requested the sign-in (OpenID Connect Core 1.0, section 2, {@code azp}), so
     * that it is not known whether the person meant to sign in here. Issuers of other kinds name something else in the
     * claim.
     */
    private static boolean isForOtherClient(JsonObject claims, TrustedIssuer issuer) {
        JsonValue party = claims.find("azp").orElse(null);
        return issuer.kind() == IssuerKind.PEOPLE
                && party != null
                && !(party instanceof JsonValue.Text(String text)
                        && issuer.audiences().contains(text));
    }

    /** A token for several audiences could be presented here by each of them. */
    private static boolean hasAudience(JsonObject claims, Set<String> audiences) {
        JsonValue audience = claims.find("aud").orElse(null);
        if (audience instanceof JsonValue.Array(List<JsonValue> elements) && elements.size() == 1) {
            audience = elements.getFirst();
        }
        return audience instanceof JsonValue.Text(String text) && audiences.contains(text);
    }
}
