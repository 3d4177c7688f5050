package dev.tokenry.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What those who manage a token may change.
 *
 * @param expiresAt when it stops working; null when never
 * @param modifiedAt when name, description, scopes or expiry last changed; null when never
 */
public record Settings(
        String name,
        @Nullable String description,
        boolean enabled,
        Scopes scopes,
        @Nullable Instant expiresAt,
        @Nullable Instant modifiedAt) {

    public Settings withName(String changed) {
        return new Settings(changed, description, enabled, scopes, expiresAt, modifiedAt);
    }

    public Settings withDescription(@Nullable String changed) {
        return new Settings(name, changed, enabled, scopes, expiresAt, modifiedAt);
    }

    public Settings withEnabled(boolean changed) {
        return new Settings(name, description, changed, scopes, expiresAt, modifiedAt);
    }

    /** Scopes are a set: another order alone is no change. */
    public Settings withScopes(Scopes changed) {
        boolean same = changed.hasAll(scopes.inOrder()) && scopes.hasAll(changed.inOrder());
        return same ? this : new Settings(name, description, enabled, changed, expiresAt, modifiedAt);
    }

    public Settings withExpiresAt(@Nullable Instant changed) {
        return new Settings(name, description, enabled, scopes, changed, modifiedAt);
    }

    public Settings modifiedAt(Instant now) {
        return new Settings(name, description, enabled, scopes, expiresAt, now);
    }

    public boolean isExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
