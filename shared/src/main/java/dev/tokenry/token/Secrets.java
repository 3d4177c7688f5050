package dev.tokenry.token;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a token's secrets are recognised by: the current one, and for the time of an overlap the one before it.
 *
 * @param regeneratedAt when the current secret replaced another; null when it is the first
 */
public record Secrets(
        SecretDigest current,
        @Nullable Previous previous,
        @Nullable Instant regeneratedAt) {

    /** The secret before the current one, and when it stops working. */
    public record Previous(SecretDigest digest, Instant until) {}

    public static Secrets first(SecretDigest digest) {
        return new Secrets(digest, null, null);
    }

    /** The current secret alone: an overlap ends. */
    public Secrets withoutPrevious() {
        return new Secrets(current, null, regeneratedAt);
    }

    /** An overlap that would go on ends by then; null leaves it as it is. */
    public Secrets endingOverlapBy(@Nullable Instant end) {
        return previous == null || end == null || !previous.until().isAfter(end)
                ? this
                : new Secrets(current, new Previous(previous.digest(), end), regeneratedAt);
    }

    /** The previous secret while it still works. */
    public Optional<Previous> previousAt(Instant now) {
        return Optional.ofNullable(previous).filter(it -> now.isBefore(it.until()));
    }
}
