package dev.tokenry.model;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The digests of a token's secrets: that of the current secret and, during an overlap, that of the previous one.
 *
 * @param previous the digest of the previous secret; null if there is none
 * @param regeneratedAt when the current secret replaced another one; null if the token was never regenerated
 */
public record SecretDigests(
        SecretDigest current,
        @Nullable PreviousDigest previous,
        @Nullable Instant regeneratedAt) {

    /**
     * The digest of the secret before the current one.
     *
     * @param validUntil the end of the overlap: from this time on the secret is rejected
     */
    public record PreviousDigest(SecretDigest digest, Instant validUntil) {}

    /** Returns the digests of a new token. */
    public static SecretDigests initial(SecretDigest digest) {
        return new SecretDigests(digest, null, null);
    }

    /** Returns a copy without the previous secret. */
    public SecretDigests withoutPrevious() {
        return new SecretDigests(current, null, regeneratedAt);
    }

    /**
     * Returns a copy whose overlap ends no later than the given time.
     *
     * @param latest the latest end of the overlap; null if it is not limited
     */
    public SecretDigests limitOverlap(@Nullable Instant latest) {
        return previous == null || latest == null || !previous.validUntil().isAfter(latest)
                ? this
                : new SecretDigests(current, new PreviousDigest(previous.digest(), latest), regeneratedAt);
    }

    /** Returns the digest of the previous secret if that secret is valid at the given time. */
    public Optional<PreviousDigest> previousValidAt(Instant now) {
        return Optional.ofNullable(previous).filter(previousDigest -> now.isBefore(previousDigest.validUntil()));
    }
}
