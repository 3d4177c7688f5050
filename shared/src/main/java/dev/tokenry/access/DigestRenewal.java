package dev.tokenry.access;

import dev.tokenry.access.Authentication.Known;
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
public final class DigestRenewal {

    /** How long a pepper that failed keeps the next try away: while KMS hangs, requests are not to wait for it. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    private final DigestStore kept;
    private final PepperCache peppers;
    private final InstantSource clock;
    // Of one process, and no harm when two threads race for it: a try more or less.
    private volatile Instant pepperFailedAt = Instant.MIN;

    public DigestRenewal(DigestStore kept, PepperCache peppers, InstantSource clock) {
        this.kept = kept;
        this.peppers = peppers;
        this.clock = clock;
    }

    /** Renews the digest that a token was just known by, if that is of another pepper version. Throws nothing. */
    public Renewal renew(Known known) {
        try {
            SecretDigest read = digestUsed(known);
            return read.pepperVersion() == peppers.currentVersion() || isPausing()
                    ? new Renewal.NothingToDo()
                    : renew(known, read);
        } catch (RuntimeException e) {
            return new Renewal.Failed(e);
        }
    }

    private Renewal renew(Known known, SecretDigest read) {
        SecretDigest next =
                pepper().digest(known.presented().id(), known.presented().secret());
        // Who comes second has nothing left to do: the digest was renewed, or its secret regenerated away.
        return kept.replaceDigest(known.token().id(), known.secret(), read, next)
                ? new Renewal.Renewed()
                : new Renewal.NothingToDo();
    }

    private Pepper pepper() {
        try {
            return peppers.current();
        } catch (RuntimeException e) {
            pepperFailedAt = clock.instant();
            throw e;
        }
    }

    private boolean isPausing() {
        Instant now = clock.instant();
        // A clock that went backwards says nothing about the pause.
        return !now.isBefore(pepperFailedAt) && now.isBefore(pepperFailedAt.plus(PAUSE));
    }

    private static SecretDigest digestUsed(Known known) {
        SecretDigests secrets = known.token().secrets();
        return switch (known.secret()) {
            case CURRENT -> secrets.current();
            case PREVIOUS -> Objects.requireNonNull(secrets.previous()).digest();
        };
    }
}
