package dev.tokenry.functions.tokens.list;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A range of the last use, both ends included. A null end is open. */
record LastUsedRange(@Nullable Instant from, @Nullable Instant to) {

    static final LastUsedRange ANY = new LastUsedRange(null, null);

    boolean isAny() {
        return from == null && to == null;
    }

    /** Returns whether a last use is in the range. A token that was never used matches if {@code from} is open. */
    boolean contains(@Nullable Instant lastUsedAt, Instant now) {
        if (isAny()) {
            return true;
        }
        if (lastUsedAt == null) {
            return from == null;
        }
        return (from == null || !lastUsedAt.isBefore(from)) && !lastUsedAt.isAfter(to == null ? now : to);
    }
}
