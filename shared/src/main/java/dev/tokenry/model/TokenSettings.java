package dev.tokenry.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a token that can be changed.
 *
 * @param description null if the token has none; an empty one is none
 * @param expiresAt when the token expires; null if it never expires
 * @param allowedIps the addresses from which the token can be used
 * @param modifiedAt when name, description, scopes, expiration or addresses last changed; null if they never changed
 */
public record TokenSettings(
        String name,
        @Nullable String description,
        boolean enabled,
        Scopes scopes,
        @Nullable Instant expiresAt,
        AllowedIps allowedIps,
        @Nullable Instant modifiedAt) {

    public TokenSettings {
        description = description == null || description.isEmpty() ? null : description;
    }

    /** Creates the settings of a token that can be used from every address. */
    public TokenSettings(
            String name,
            @Nullable String description,
            boolean enabled,
            Scopes scopes,
            @Nullable Instant expiresAt,
            @Nullable Instant modifiedAt) {
        this(name, description, enabled, scopes, expiresAt, AllowedIps.EVERY, modifiedAt);
    }

    public TokenSettings withName(String updated) {
        return new TokenSettings(updated, description, enabled, scopes, expiresAt, allowedIps, modifiedAt);
    }

    public TokenSettings withDescription(@Nullable String updated) {
        return new TokenSettings(name, updated, enabled, scopes, expiresAt, allowedIps, modifiedAt);
    }

    public TokenSettings withEnabled(boolean updated) {
        return new TokenSettings(name, description, updated, scopes, expiresAt, allowedIps, modifiedAt);
    }

    /** Returns a copy with these scopes, or this instance if only the order differs. */
    public TokenSettings withScopes(Scopes updated) {
        return updated.sameAs(scopes) && updated.aliases().equals(scopes.aliases())
                ? this
                : new TokenSettings(name, description, enabled, updated, expiresAt, allowedIps, modifiedAt);
    }

    public TokenSettings withExpiresAt(@Nullable Instant updated) {
        return new TokenSettings(name, description, enabled, scopes, updated, allowedIps, modifiedAt);
    }

    /** Returns a copy with these addresses, or this instance if only the order differs. */
    public TokenSettings withAllowedIps(AllowedIps updated) {
        return updated.sameAs(allowedIps)
                ? this
                : new TokenSettings(name, description, enabled, scopes, expiresAt, updated, modifiedAt);
    }

    public TokenSettings withModifiedAt(Instant now) {
        return new TokenSettings(name, description, enabled, scopes, expiresAt, allowedIps, now);
    }

    /** Returns whether the token is expired at the given time. It is expired from {@code expiresAt} on. */
    public boolean isExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
