package dev.tokenry.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The digests of a token's secrets: that of the current secret, during an overlap that of the previous one, and that of
 * a secret that no longer works, by which its use is recognized.
 *
 * @param previous the digest of the previous secret; null if there is none
 * @param retired the digest of the secret that a regeneration or the end of an overlap has ended; null if there is none
 * @param regeneratedAt when the current secret replaced another one; null if the token was never regenerated
 * @param currentLastUsedAt the last recorded use of the current secret; null if it was never used. The first use is
 *     always recorded
 */
public record SecretDigests(
        SecretDigest current,
        @Nullable PreviousDigest previous,
        @Nullable RetiredDigest retired,
        @Nullable Instant regeneratedAt,
        @Nullable Instant currentLastUsedAt) {

    /** How long the use of a secret is recognized after the secret has ended. */
    public static final Duration RETIREMENT = Duration.ofDays(30);

    /**
     * The digest of the secret before the current one.
     *
     * @param validUntil the end of the overlap: from this time on the secret is rejected
     * @param lastUsedAt the last recorded use of the secret; null if it was never used
     * @param replacedBy identifies the request with an idempotency key that replaced the secret; null if it had none
     */
    public record PreviousDigest(
            SecretDigest digest,
            Instant validUntil,
            @Nullable Instant lastUsedAt,
            @Nullable String replacedBy) {

        /** Creates the digest of a secret that was never used and replaced without an idempotency key. */
        public PreviousDigest(SecretDigest digest, Instant validUntil) {
            this(digest, validUntil, null, null);
        }

        /** Returns the digest of the secret as one that ends now, unless it has ended before. */
        public RetiredDigest retire(Instant now) {
            return new RetiredDigest(digest, validUntil.isBefore(now) ? validUntil : now);
        }
    }

    /**
     * The digest of a secret that no longer works.
     *
     * @param retiredAt when the secret stopped working
     */
    public record RetiredDigest(SecretDigest digest, Instant retiredAt) {

        /** Returns whether the use of the secret is recognized at the given time. */
        public boolean isRetainedAt(Instant now) {
            return now.isBefore(retiredAt.plus(RETIREMENT));
        }
    }

    /** Creates digests without a retired one. */
    public SecretDigests(
            SecretDigest current,
            @Nullable PreviousDigest previous,
            @Nullable Instant regeneratedAt,
            @Nullable Instant currentLastUsedAt) {
        this(current, previous, null, regeneratedAt, currentLastUsedAt);
    }

    /** Creates digests whose current secret was never used. */
    public SecretDigests(SecretDigest current, @Nullable PreviousDigest previous, @Nullable Instant regeneratedAt) {
        this(current, previous, regeneratedAt, null);
    }

    /** Returns the digests of a new token. */
    public static SecretDigests initial(SecretDigest digest) {
        return new SecretDigests(digest, null, null);
    }

    /** Returns a copy without the last uses, which no change of a token changes. */
    public SecretDigests withoutUses() {
        return new SecretDigests(
                current,
                previous == null
                        ? null
                        : new PreviousDigest(previous.digest(), previous.validUntil(), null, previous.replacedBy()),
                retired,
                regeneratedAt,
                null);
    }

    /** Returns a copy without the previous secret, which is forgotten. */
    public SecretDigests withoutPrevious() {
        return new SecretDigests(current, null, retired, regeneratedAt, currentLastUsedAt);
    }

    /** Returns a copy in which the overlap has ended: its previous secret, if it has one, is the retired one. */
    public SecretDigests endOverlap(Instant now) {
        return previous == null ? this : withoutPrevious().withRetired(previous.retire(now));
    }

    public SecretDigests withRetired(@Nullable RetiredDigest updated) {
        return new SecretDigests(current, previous, updated, regeneratedAt, currentLastUsedAt);
    }

    /**
     * Returns a copy whose overlap ends no later than the given time.
     *
     * @param latest the latest end of the overlap; null if it is not limited
     */
    public SecretDigests limitOverlap(@Nullable Instant latest) {
        return previous == null || latest == null || !previous.validUntil().isAfter(latest)
                ? this
                : new SecretDigests(
                        current,
                        new PreviousDigest(previous.digest(), latest, previous.lastUsedAt(), previous.replacedBy()),
                        retired,
                        regeneratedAt,
                        currentLastUsedAt);
    }

    /** Returns the digest of the previous secret if that secret is valid at the given time. */
    public Optional<PreviousDigest> previousValidAt(Instant now) {
        return previous != null && now.isBefore(previous.validUntil()) ? Optional.of(previous) : Optional.empty();
    }

    /**
     * Returns the digests of the secrets that have ended, and whose use is recognized at the given time: at most two,
     * that of a previous secret after its overlap and the retired one.
     */
    public List<SecretDigest> retiredAt(Instant now) {
        List<SecretDigest> digests = new ArrayList<>(2);
        if (previous != null
                && previousValidAt(now).isEmpty()
                && previous.retire(now).isRetainedAt(now)) {
            digests.add(previous.digest());
        }
        if (retired != null && retired.isRetainedAt(now)) {
            digests.add(retired.digest());
        }
        return digests;
    }

    /** Returns the last recorded use of a secret; null if it was never used. */
    public @Nullable Instant lastUsedAt(SecretGeneration generation) {
        return switch (generation) {
            case CURRENT -> currentLastUsedAt;
            case PREVIOUS -> previous == null ? null : previous.lastUsedAt();
        };
    }

    /**
     * Returns whether these digests have another current secret than those before, and the same previous one: they
     * replace a secret that was never used.
     */
    public boolean replacesUnused(SecretDigests before) {
        return isRegenerated(before) && previous != null && !hasOtherPrevious(before);
    }

    /** Returns whether these digests have another current secret than those before. */
    public boolean isRegenerated(SecretDigests before) {
        return !current.equals(before.current);
    }

    /** Returns whether these digests have another previous secret than those before, or none where they had one. */
    public boolean hasOtherPrevious(SecretDigests before) {
        return previous == null
                ? before.previous != null
                : before.previous == null || !previous.digest().equals(before.previous.digest());
    }
}
