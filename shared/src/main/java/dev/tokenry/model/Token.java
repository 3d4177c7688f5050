package dev.tokenry.model;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A token as it is stored: all of it except the secret.
 *
 * @param secrets the digests of the secrets
 * @param lastUse the last recorded use; null if the token was never used
 * @param rejectedUses the recorded uses that were rejected
 * @param lifecycle when the token was enabled, and why it was disabled
 * @param version increases with each change, except for a recorded use or a digest migration; published as the ETag
 */
public record Token(
        TokenId id,
        TokenOrigin origin,
        TokenSettings settings,
        SecretDigests secrets,
        @Nullable LastUse lastUse,
        RejectedUses rejectedUses,
        TokenLifecycle lifecycle,
        long version) {

    public static final long FIRST_VERSION = 1;

    /**
     * Creates a token that was neither enabled nor disabled since its creation, and no use of which was rejected, as
     * far as is known.
     */
    public Token(
            TokenId id,
            TokenOrigin origin,
            TokenSettings settings,
            SecretDigests secrets,
            @Nullable LastUse lastUse,
            long version) {
        this(id, origin, settings, secrets, lastUse, RejectedUses.NONE, TokenLifecycle.NEW, version);
    }

    /** Returns a new token at {@link #FIRST_VERSION}. */
    public static Token create(TokenId id, TokenOrigin origin, TokenSettings settings, SecretDigest digest) {
        return new Token(id, origin, settings, SecretDigests.initial(digest), null, FIRST_VERSION);
    }

    /** Returns whether the token is enabled and not expired at the given time. */
    public boolean isActiveAt(Instant now) {
        return settings.enabled() && !settings.isExpiredAt(now);
    }

    /**
     * Returns the scopes that the token has in effect: those of a personal access token are limited to those of its
     * owner.
     *
     * @param owner the user record of the owner; empty if there is none
     */
    public Scopes effectiveScopes(Optional<User> owner) {
        if (!origin.personal()) {
            return settings.scopes();
        }
        return owner.isEmpty()
                ? Scopes.NONE
                : settings.scopes().intersect(owner.get().scopes());
    }

    public Token withOrigin(TokenOrigin updated) {
        return new Token(id, updated, settings, secrets, lastUse, rejectedUses, lifecycle, version);
    }

    /**
     * Returns a copy with these settings. An earlier expiration also shortens the overlap; a later one extends none.
     */
    public Token withSettings(TokenSettings updated) {
        return new Token(
                id,
                origin,
                updated,
                secrets.limitOverlap(updated.expiresAt()),
                lastUse,
                rejectedUses,
                lifecycle,
                version);
    }

    /** Returns a copy with these digests. Its overlap ends no later than the token expires. */
    public Token withSecrets(SecretDigests updated) {
        return new Token(
                id,
                origin,
                settings,
                updated.limitOverlap(settings.expiresAt()),
                lastUse,
                rejectedUses,
                lifecycle,
                version);
    }

    public Token withRejectedUses(RejectedUses updated) {
        return new Token(id, origin, settings, secrets, lastUse, updated, lifecycle, version);
    }

    public Token withLifecycle(TokenLifecycle updated) {
        return new Token(id, origin, settings, secrets, lastUse, rejectedUses, updated, version);
    }

    /** Returns whether the current secret leaked. Such a token is disabled. */
    public boolean isLeaked() {
        return lifecycle.isLeaked();
    }

    /** Returns a disabled copy that cannot be enabled before it has another secret. */
    public Token revokedAsLeaked() {
        return withSettings(settings.withEnabled(false)).withLifecycle(lifecycle.disabledAsLeaked());
    }

    /** Returns why the token was disabled without a request; null if it was not, or is enabled. */
    public @Nullable String disabledReason() {
        return settings.enabled() ? null : lifecycle.disabledReason();
    }

    /** Returns the latest of use, creation, enabling, modification and regeneration. */
    public Instant lastActivity() {
        return Stream.of(
                        lastUse == null ? null : lastUse.at(),
                        origin.createdAt(),
                        lifecycle.enabledAt(),
                        settings.modifiedAt(),
                        secrets.regeneratedAt())
                .flatMap(Stream::ofNullable)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    public Token withVersion(long newVersion) {
        return new Token(id, origin, settings, secrets, lastUse, rejectedUses, lifecycle, newVersion);
    }
}
