package dev.tokenry.authentication;

import dev.tokenry.authentication.AuthenticationResult.Authenticated;
import dev.tokenry.crypto.Pepper;
import dev.tokenry.crypto.PepperCache;
import dev.tokenry.store.DigestStore;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/**
 * Replaces digests of another pepper than new ones are made with, each when its secret is used: only then is the secret
 * at hand. What fails here is told, and harms nobody: no verdict hangs on it.
 */
public final class DigestMigration {

    /** How long a pepper that failed keeps the next try away: while KMS hangs, requests are not to wait for it. */
    static final Duration BACKOFF = Duration.ofMinutes(1);

    private final DigestStore digests;
    private final PepperCache peppers;
    private final InstantSource clock;
    // Of one process, and no harm when two threads race for it: a try more or less.
    private volatile Instant pepperFailedAt = Instant.MIN;

    public DigestMigration(DigestStore digests, PepperCache peppers, InstantSource clock) {
        this.digests = digests;
        this.peppers = peppers;
        this.clock = clock;
    }

    /** Renews the digest that a token was just known by, if that is of another pepper version. Throws nothing. */
    public MigrationResult migrate(Authenticated authenticated) {
        try {
            SecretDigest current = usedDigest(authenticated);
            return current.pepperVersion() == peppers.currentVersion() || isBackingOff()
                    ? new MigrationResult.NotNeeded()
                    : migrate(authenticated, current);
        } catch (RuntimeException e) {
            return new MigrationResult.Failed(e);
        }
    }

    private MigrationResult migrate(Authenticated authenticated, SecretDigest current) {
        SecretDigest updated =
                currentPepper().digest(authenticated.presented().id(), authenticated.presented().secret());
        // Who comes second has nothing left to do: the digest was renewed, or its secret regenerated away.
        return digests.replaceDigest(authenticated.token().id(), authenticated.secretGeneration(), current, updated)
                ? new MigrationResult.Migrated()
                : new MigrationResult.NotNeeded();
    }

    private Pepper currentPepper() {
        try {
            return peppers.current();
        } catch (RuntimeException e) {
            pepperFailedAt = clock.instant();
            throw e;
        }
    }

    private boolean isBackingOff() {
        Instant now = clock.instant();
        // A clock that went backwards says nothing about the pause.
        return !now.isBefore(pepperFailedAt) && now.isBefore(pepperFailedAt.plus(BACKOFF));
    }

    private static SecretDigest usedDigest(Authenticated authenticated) {
        SecretDigests secrets = authenticated.token().secrets();
        return switch (authenticated.secretGeneration()) {
            case CURRENT -> secrets.current();
            case PREVIOUS -> Objects.requireNonNull(secrets.previous()).digest();
        };
    }
}
