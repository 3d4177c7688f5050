package dev.tokenry.administration;

import dev.tokenry.exchange.condition.Conditions;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scopes;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about a trust. Which of it is accepted depends on whether the issuer is one of jobs or of people;
 * see {@link RequestedGrant}.
 *
 * @param issuer the name of the issuer
 * @param conditions none if the request has none
 * @param project null for the project of the present trust or of the calling token
 * @param owner null for the owner of the present trust or of the calling token
 * @param lifetime null for the default
 * @param maxCreatedDays null for the default
 * @param expiresAt null if the trust never expires
 */
public record TrustDetails(
        String issuer,
        Conditions conditions,
        @Nullable String project,
        @Nullable OwnerName owner,
        Scopes scopes,
        AllowedIps allowedIps,
        @Nullable Duration lifetime,
        @Nullable Integer maxCreatedDays,
        @Nullable String description,
        boolean enabled,
        @Nullable Instant expiresAt) {

    TrustDetails with(Scopes otherScopes, AllowedIps otherAllowedIps) {
        return new TrustDetails(
                issuer,
                conditions,
                project,
                owner,
                otherScopes,
                otherAllowedIps,
                lifetime,
                maxCreatedDays,
                description,
                enabled,
                expiresAt);
    }
}
