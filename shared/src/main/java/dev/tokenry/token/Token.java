package dev.tokenry.token;

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
        Origin origin,
        Settings settings,
        Secrets secrets,
        @Nullable LastUse lastUse,
        long version) {

    public static final long FIRST_VERSION = 1;

    public static Token fresh(TokenId id, Origin origin, Settings settings, SecretDigest digest) {
        return new Token(id, origin, settings, Secrets.first(digest), null, FIRST_VERSION);
    }

    public boolean isUsableAt(Instant now) {
        return settings.enabled() && !settings.isExpiredAt(now);
    }

    public Token with(Settings changed) {
        return new Token(id, origin, changed, secrets, lastUse, version);
    }

    public Token with(Secrets changed) {
        return new Token(id, origin, settings, changed, lastUse, version);
    }

    public Token withVersion(long changed) {
        return new Token(id, origin, settings, secrets, lastUse, changed);
    }
}
