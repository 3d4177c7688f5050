package dev.tokenry.functions.tokens.list;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time in which tokens were last used, both ends included; an open end is no end. */
record LastUsedRange(@Nullable Instant from, @Nullable Instant to) {

    static final LastUsedRange ANY = new LastUsedRange(null, null);

    boolean isAny() {
        return from == null && to == null;
    }

    /** Whether a use is in it. A token that was never used was not used too late either. */
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
