package dev.tokenry.model;

import java.time.Instant;
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
