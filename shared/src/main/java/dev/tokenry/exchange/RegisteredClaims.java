package dev.tokenry.exchange;

import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.encoding.JsonValue;
import dev.tokenry.model.UserIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The claims that every id token has (RFC 7519, section 4.1). Times are in seconds since 1970.
 *
 * @param jwtId the {@code jti}, which some issuers leave out
 */
record RegisteredClaims(
        String subject, long issuedAt, long expiresAt, Optional<Long> notBefore, Optional<String> jwtId) {

    /** How far the clock of an issuer may be ahead. */
    static final Duration MAX_SKEW = Duration.ofMinutes(1);

    /** The longest life of an id token. */
    static final Duration MAX_VALIDITY = Duration.ofDays(1);

    private static final int MAX_JWT_ID_LENGTH = 256;

    /** The last second of the year 9999: a time in milliseconds is later. */
    private static final long MAX_TIME = 253_402_300_799L;

    /** Reads the claims; empty if one is absent that must not be, or has an invalid type or value. */
    static Optional<RegisteredClaims> of(JsonObject claims) {
        Optional<String> subject = text(claims, "sub", UserIdentity.MAX_SUBJECT_LENGTH);
        Optional<Long> issuedAt = time(claims, "iat");
        Optional<Long> expiresAt = time(claims, "exp");
        Optional<Long> notBefore = time(claims, "nbf");
        Optional<String> jwtId = text(claims, "jti", MAX_JWT_ID_LENGTH);
        boolean isInvalid = subject.isEmpty()
                || issuedAt.isEmpty()
                || expiresAt.isEmpty()
                || isPresentBut(claims, "nbf", notBefore)
                || isPresentBut(claims, "jti", jwtId);
        return isInvalid
                ? Optional.empty()
                : Optional.of(new RegisteredClaims(subject.get(), issuedAt.get(), expiresAt.get(), notBefore, jwtId));
    }

    /** Returns what is wrong with the times of a token; empty if it is valid now. */
    Optional<RejectionReason> findInvalidTime(Instant time, Duration maxAge) {
        long now = time.getEpochSecond();
        long latest = now + MAX_SKEW.toSeconds();
        if (expiresAt <= now) {
            return Optional.of(RejectionReason.EXPIRED);
        }
        if (issuedAt > latest || notBefore.orElse(issuedAt) > latest) {
            return Optional.of(RejectionReason.NOT_YET);
        }
        if (now - issuedAt > maxAge.toSeconds()) {
            return Optional.of(RejectionReason.TOO_OLD);
        }
        return expiresAt - issuedAt > MAX_VALIDITY.toSeconds()
                ? Optional.of(RejectionReason.LIVES_TOO_LONG)
                : Optional.empty();
    }

    private static boolean isPresentBut(JsonObject claims, String name, Optional<?> valid) {
        return claims.find(name).isPresent() && valid.isEmpty();
    }

    private static Optional<String> text(JsonObject claims, String name, int maxLength) {
        return claims.findText(name).filter(text -> !text.isEmpty() && text.length() <= maxLength);
    }

    /** A fraction, a string and {@code null} are no time: libraries differ in what they take them for. */
    private static Optional<Long> time(JsonObject claims, String name) {
        return claims.find(name).orElse(null) instanceof JsonValue.Whole(long value) && value >= 1 && value <= MAX_TIME
                ? Optional.of(value)
                : Optional.empty();
    }
}
