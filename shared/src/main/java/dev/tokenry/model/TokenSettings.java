package dev.tokenry.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a token that can be changed.
 *
 * @param description null if the token has none; an empty one is none
 * @param expiresAt when the token expires; null if it never expires
 * @param modifiedAt when name, description, scopes or expiration last changed; null if they never changed
 */
public record TokenSettings(
        String name,
        @Nullable String description,
        boolean enabled,
        Scopes scopes,
        @Nullable Instant expiresAt,
        @Nullable Instant modifiedAt) {

    public TokenSettings {
        description = description == null || description.isEmpty() ? null : description;
    }

    public TokenSettings withName(String updated) {
        return new TokenSettings(updated, description, enabled, scopes, expiresAt, modifiedAt);
    }

    public TokenSettings withDescription(@Nullable String updated) {
        return new TokenSettings(name, updated, enabled, scopes, expiresAt, modifiedAt);
    }

    public TokenSettings withEnabled(boolean updated) {
        return new TokenSettings(name, description, updated, scopes, expiresAt, modifiedAt);
    }

    /** Returns a copy with these scopes, or this instance if only the order differs. */
    public TokenSettings withScopes(Scopes updated) {
        return updated.sameAs(scopes) && updated.aliases().equals(scopes.aliases())
                ? this
                : new TokenSettings(name, description, enabled, updated, expiresAt, modifiedAt);
    }

    public TokenSettings withExpiresAt(@Nullable Instant updated) {
        return new TokenSettings(name, description, enabled, scopes, updated, modifiedAt);
    }

    public TokenSettings withModifiedAt(Instant now) {
        return new TokenSettings(name, description, enabled, scopes, expiresAt, now);
    }

    /** Returns whether the token is expired at the given time. It is expired from {@code expiresAt} on. */
    public boolean isExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
