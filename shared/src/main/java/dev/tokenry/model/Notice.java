package dev.tokenry.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message to the owner of a token about it.
 *
 * @param project the project that the token is bound to; null if it is bound to none
 * @param lastUsedAt null if the token was never used
 * @param at when the token expires, expired, or is disabled; null if it was disabled
 * @param daysBefore how many days before the expiration this notice is due; null if it is about no future expiration
 */
public record Notice(
        Kind kind,
        TokenId id,
        String name,
        @Nullable String project,
        @Nullable Instant lastUsedAt,
        @Nullable Instant at,
        @Nullable Integer daysBefore) {

    /**
     * Returns when the notice became due, which is not in the future. That a token was disabled has a time of its own.
     */
    public Instant dueAt() {
        Instant time = Objects.requireNonNull(at);
        return switch (kind) {
            case EXPIRING -> time.minus(Duration.ofDays(Objects.requireNonNull(daysBefore)));
            case EXPIRED, DISABLED -> time;
            case UNUSED -> time.minus(TokenLifecycle.UNUSED_GRACE);
        };
    }

    /** The kinds of notices, in the order of a digest. */
    public enum Kind {
        EXPIRING("expiring"),
        EXPIRED("expired"),
        /** The token is about to be disabled because it is not used. */
        UNUSED("unused"),
        /** The token was disabled because it is not used. */
        DISABLED("disabled");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }
    }
}
