package dev.tokenry.model;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a token's secrets are recognised by: the current one, and for the time of an overlap the one before it.
 *
 * @param regeneratedAt when the current secret replaced another; null when it is the first
 */
public record SecretDigests(
        SecretDigest current,
        @Nullable PreviousDigest previous,
        @Nullable Instant regeneratedAt) {

    /** The secret before the current one, and when it stops working. */
    public record PreviousDigest(SecretDigest digest, Instant validUntil) {}

    public static SecretDigests initial(SecretDigest digest) {
        return new SecretDigests(digest, null, null);
    }

    /** The current secret alone: an overlap ends. */
    public SecretDigests withoutPrevious() {
        return new SecretDigests(current, null, regeneratedAt);
    }

    /** An overlap that would go on ends by then; null leaves it as it is. */
    public SecretDigests limitOverlap(@Nullable Instant latest) {
        return previous == null || latest == null || !previous.validUntil().isAfter(latest)
                ? this
                : new SecretDigests(current, new PreviousDigest(previous.digest(), latest), regeneratedAt);
    }

    /** The previous secret while it still works. */
    public Optional<PreviousDigest> previousValidAt(Instant now) {
        return Optional.ofNullable(previous).filter(previousDigest -> now.isBefore(previousDigest.validUntil()));
    }
}
