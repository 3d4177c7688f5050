package dev.tokenry.authorization;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ConstraintViolation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.model.Limit;
import dev.tokenry.model.Limits;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.time.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** Requires that a token which is created or strengthened is within the limits of the environment. */
public final class LimitRule {

    static final String WHO = "; an administrator of the stack can change this limit";

    private LimitRule() {}

    /** @throws ApiException.InvalidRequestException with a violation for each field that is not within the limits */
    public static void requireWithin(Limits limits, TokenSettings settings, Instant now) {
        List<Limit> violated = limits.violatedBy(settings, now);
        // A missing expiration is reported once.
        boolean isExpirationMissing = violated.contains(Limit.REQUIRE_EXPIRATION);
        require(violated, limit -> limit != Limit.MAX_TOKEN_LIFETIME || !isExpirationMissing, limits, now);
    }

    /** @throws ApiException.InvalidRequestException if a token must not expire as late as this */
    public static void requireLifetimeWithin(Limits limits, Instant expiresAt, Instant now) {
        require(limits.violatedBy(expiresAt, false, now), Limit.MAX_TOKEN_LIFETIME::equals, limits, now);
    }

    private static void require(List<Limit> violated, Predicate<Limit> reported, Limits limits, Instant now) {
        List<ConstraintViolation> violations = violated.stream()
                .filter(reported)
                .map(limit -> violation(limit, limits, now))
                .toList();
        if (!violations.isEmpty()) {
            throw new ApiException.InvalidRequestException(violations);
        }
    }

    private static ConstraintViolation violation(Limit limit, Limits limits, Instant now) {
        return switch (limit) {
            case MAX_TOKEN_LIFETIME ->
                new ConstraintViolation(
                        "expirationDate",
                        ViolationReason.MAX_LIFETIME,
                        "expirationDate must not be later than "
                                + Timestamps.format(Objects.requireNonNull(limits.latestExpiration(now)))
                                + " (MaxTokenLifetime is "
                                + Objects.requireNonNull(limits.maxTokenLifetime())
                                        .toDays() + " days" + WHO + ")",
                        null);
            case REQUIRE_EXPIRATION ->
                new ConstraintViolation(
                        "expirationDate",
                        ViolationReason.EXPIRATION_REQUIRED,
                        "expirationDate is required (RequireExpiration is true" + WHO + ")",
                        null);
            case REQUIRE_ALLOWED_IPS ->
                new ConstraintViolation(
                        "allowedIps",
                        ViolationReason.ADDRESSES_REQUIRED,
                        "allowedIps is required (RequireAllowedIps is true" + WHO + ")",
                        null);
        };
    }
}
