package dev.tokenry.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What those who manage a token may change.
 *
 * @param expiresAt when it stops working; null when never
 * @param modifiedAt when name, description, scopes or expiry last changed; null when never
 */
public record TokenSettings(
        String name,
        @Nullable String description,
        boolean enabled,
        Scopes scopes,
        @Nullable Instant expiresAt,
        @Nullable Instant modifiedAt) {

    public TokenSettings withName(String updated) {
        return new TokenSettings(updated, description, enabled, scopes, expiresAt, modifiedAt);
    }

    public TokenSettings withDescription(@Nullable String updated) {
        return new TokenSettings(name, updated, enabled, scopes, expiresAt, modifiedAt);
    }

    public TokenSettings withEnabled(boolean updated) {
        return new TokenSettings(name, description, updated, scopes, expiresAt, modifiedAt);
    }

    /** Scopes are a set: another order alone is no change. */
    public TokenSettings withScopes(Scopes updated) {
        boolean isSameSet = updated.containsAll(scopes.values()) && scopes.containsAll(updated.values());
        return isSameSet ? this : new TokenSettings(name, description, enabled, updated, expiresAt, modifiedAt);
    }

    public TokenSettings withExpiresAt(@Nullable Instant updated) {
        return new TokenSettings(name, description, enabled, scopes, updated, modifiedAt);
    }

    public TokenSettings withModifiedAt(Instant now) {
        return new TokenSettings(name, description, enabled, scopes, expiresAt, now);
    }

    public boolean isExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
