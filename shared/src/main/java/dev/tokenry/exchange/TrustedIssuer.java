package dev.tokenry.exchange;

import dev.tokenry.exchange.keys.IssuerKeys;
import java.time.Duration;
import java.util.Set;

/**
 * What decides which id tokens of an issuer are accepted.
 *
 * @param issuer the exact {@code iss}
 * @param audiences the accepted values of {@code aud}, at least one
 * @param maxAge the accepted time since {@code iat}, a minute to a day
 * @param keys where its keys come from
 */
public record TrustedIssuer(String issuer, IssuerKind kind, Set<String> audiences, Duration maxAge, IssuerKeys keys) {

    private static final Duration MIN_MAX_AGE = Duration.ofMinutes(1);
    private static final Duration MAX_MAX_AGE = Duration.ofDays(1);

    /** @throws IllegalArgumentException if there is no audience, or if the age is out of range */
    public TrustedIssuer {
        audiences = Set.copyOf(audiences);
        // An empty set must never mean that any audience is accepted.
        if (audiences.isEmpty() || audiences.contains("")) {
            throw new IllegalArgumentException("An issuer has at least one audience, and none is empty");
        }
        if (maxAge.compareTo(MIN_MAX_AGE) < 0 || maxAge.compareTo(MAX_MAX_AGE) > 0) {
            throw new IllegalArgumentException("The age is out of range");
        }
    }
}
