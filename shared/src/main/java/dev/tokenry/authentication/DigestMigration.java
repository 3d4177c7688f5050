package dev.tokenry.authentication;

import dev.tokenry.authentication.AuthenticationResult.Authenticated;
import dev.tokenry.crypto.Pepper;
import dev.tokenry.crypto.PepperCache;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.store.DigestStore;
import dev.tokenry.time.Freshness;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/**
 * Migrates digests to the pepper version that new digests use. A digest is migrated when its secret is used, because
 * the secret is available only then. A failure is returned and does not affect the authorization decision.
 */
public final class DigestMigration {

    /** The pause after a pepper could not be derived. Requests must not wait for KMS while it does not respond. */
    static final Duration BACKOFF = Duration.ofMinutes(1);

    private final DigestStore digests;
    private final PepperCache peppers;
    private final InstantSource clock;
    // Applies to this process. A race between threads results in one attempt more or less, which is harmless.
    private volatile Freshness backoff = new Freshness(Instant.MIN, BACKOFF);

    public DigestMigration(DigestStore digests, PepperCache peppers, InstantSource clock) {
        this.digests = digests;
        this.peppers = peppers;
        this.clock = clock;
    }

    /**
     * Migrates the digest of the secret that was presented, unless it has the current pepper version. Never throws: a
     * failure is a {@link MigrationResult.Failed}.
     */
    public MigrationResult migrate(Authenticated authenticated) {
        try {
            SecretDigest current = usedDigest(authenticated);
            if (current.pepperVersion() == peppers.currentVersion()) {
                return new MigrationResult.NotNeeded();
            }
            return backoff.isFreshAt(clock.instant()) ? new MigrationResult.Paused() : migrate(authenticated, current);
        } catch (RuntimeException e) {
            return new MigrationResult.Failed(e);
        }
    }

    private MigrationResult migrate(Authenticated authenticated, SecretDigest current) {
        SecretDigest updated = currentPepper()
                .digest(
                        authenticated.presented().id(),
                        authenticated.presented().secret());
        // False if another request migrated the digest first, or if the secret or the token no longer exists.
        return digests.replaceDigest(authenticated.token().id(), authenticated.secretGeneration(), current, updated)
                ? new MigrationResult.Migrated()
                : new MigrationResult.NotNeeded();
    }

    private Pepper currentPepper() {
        try {
            return peppers.current();
        } catch (RuntimeException e) {
            backoff = new Freshness(clock.instant(), BACKOFF);
            throw e;
        }
    }

    private static SecretDigest usedDigest(Authenticated authenticated) {
        SecretDigests secrets = authenticated.token().secrets();
        return switch (authenticated.secretGeneration()) {
            case CURRENT -> secrets.current();
            case PREVIOUS -> Objects.requireNonNull(secrets.previous()).digest();
        };
    }
}
