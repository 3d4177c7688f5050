package dev.tokenry.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a token was enabled, and whether it is about to be disabled, or was, without a request.
 *
 * @param enabledAt when the token was last enabled; null if it was not since its creation
 * @param unusedMarkedAt when the token was marked as unused; null if it was not since it was enabled. A mark that is
 *     older than the last activity, or that was not acted on for long, says nothing.
 * @param disabledReason why the token was disabled without a request, such as {@link #UNUSED}; null if it was not
 */
public record TokenLifecycle(
        @Nullable Instant enabledAt,
        @Nullable Instant unusedMarkedAt,
        @Nullable String disabledReason) {

    /** The time from the mark of an unused token until it is disabled. */
    public static final Duration UNUSED_GRACE = Duration.ofDays(7);

    /** The reason of a token that was disabled because it was not used. */
    public static final String UNUSED = "unused";

    /**
     * The reason of a token that was revoked because its secret leaked. It is also the mark of such a token, which only
     * another secret removes.
     */
    public static final String LEAKED = "leaked";

    public static final TokenLifecycle NEW = new TokenLifecycle(null, null, null);

    public static TokenLifecycle enabledAt(Instant time) {
        return new TokenLifecycle(time, null, null);
    }

    public TokenLifecycle markedUnusedAt(Instant time) {
        return new TokenLifecycle(enabledAt, time, null);
    }

    public TokenLifecycle disabledAsUnused() {
        return new TokenLifecycle(enabledAt, unusedMarkedAt, UNUSED);
    }

    public TokenLifecycle disabledAsLeaked() {
        return new TokenLifecycle(enabledAt, unusedMarkedAt, LEAKED);
    }

    /**
     * Returns whether the secret of the token leaked, so that the token cannot be enabled before it has another one.
     */
    public boolean isLeaked() {
        return LEAKED.equals(disabledReason);
    }

    /** Returns a copy for a token that gets another secret. It stays disabled, but not because of a leak. */
    public TokenLifecycle withoutLeak() {
        return isLeaked() ? new TokenLifecycle(enabledAt, unusedMarkedAt, null) : this;
    }

    /**
     * Returns the time of the mark of an enabled token; null if there is none, or if it was set earlier than this time.
     * The mark of a token that was disabled as unused, and enabled by a release that does not know marks, is not valid
     * either.
     */
    public @Nullable Instant validMark(Instant earliest) {
        return disabledReason != null || unusedMarkedAt == null || unusedMarkedAt.isBefore(earliest)
                ? null
                : unusedMarkedAt;
    }

    /** Returns whether a change from {@code before} is right only if the token was not used since it was read. */
    public boolean requiresDisuse(TokenLifecycle before) {
        return (!Objects.equals(unusedMarkedAt, before.unusedMarkedAt) && unusedMarkedAt != null)
                || (UNUSED.equals(disabledReason) && !UNUSED.equals(before.disabledReason));
    }
}
