package dev.tokenry.model;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The digests of a token's secrets: that of the current secret and, during an overlap, that of the previous one.
 *
 * @param previous the digest of the previous secret; null if there is none
 * @param regeneratedAt when the current secret replaced another one; null if the token was never regenerated
 * @param currentLastUsedAt the last recorded use of the current secret; null if it was never used. The first use is
 *     always recorded
 */
public record SecretDigests(
        SecretDigest current,
        @Nullable PreviousDigest previous,
        @Nullable Instant regeneratedAt,
        @Nullable Instant currentLastUsedAt) {

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
                regeneratedAt);
    }

    /** Returns a copy without the previous secret. */
    public SecretDigests withoutPrevious() {
        return new SecretDigests(current, null, regeneratedAt, currentLastUsedAt);
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
                        regeneratedAt,
                        currentLastUsedAt);
    }

    /** Returns the digest of the previous secret if that secret is valid at the given time. */
    public Optional<PreviousDigest> previousValidAt(Instant now) {
        return previous != null && now.isBefore(previous.validUntil()) ? Optional.of(previous) : Optional.empty();
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
