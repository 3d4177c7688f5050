package dev.tokenry.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token as it is kept: everything but the secret.
 *
 * @param lastUse null when it was never used
 * @param version counts the changes that its owner can see; the ETag
 */
public record Token(
        TokenId id,
        TokenOrigin origin,
        TokenSettings settings,
        SecretDigests secrets,
        @Nullable LastUse lastUse,
        long version) {

    public static final long FIRST_VERSION = 1;

    public static Token create(TokenId id, TokenOrigin origin, TokenSettings settings, SecretDigest digest) {
        return new Token(id, origin, settings, SecretDigests.initial(digest), null, FIRST_VERSION);
    }

    public boolean isActiveAt(Instant now) {
        return settings.enabled() && !settings.isExpiredAt(now);
    }

    public Token withSettings(TokenSettings updated) {
        return new Token(id, origin, updated, secrets, lastUse, version);
    }

    public Token withSecrets(SecretDigests updated) {
        return new Token(id, origin, settings, updated, lastUse, version);
    }

    public Token withVersion(long newVersion) {
        return new Token(id, origin, settings, secrets, lastUse, newVersion);
    }
}
