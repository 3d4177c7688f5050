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

    public Settings modifiedAt(Instant now) {
        return new Settings(name, description, enabled, scopes, expiresAt, now);
    }

    public boolean isExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
