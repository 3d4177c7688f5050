package dev.tokenry.functions.list;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time in which tokens were last used, both ends included; an open end is no end. */
record LastUsed(@Nullable Instant from, @Nullable Instant to) {

    static final LastUsed WHENEVER = new LastUsed(null, null);

    boolean isWhenever() {
        return from == null && to == null;
    }

    /** Whether a use is in it. A token that was never used was not used too late either. */
    boolean holds(@Nullable Instant use, Instant now) {
        if (isWhenever()) {
            return true;
        }
        if (use == null) {
            return from == null;
        }
        return (from == null || !use.isBefore(from)) && !use.isAfter(to == null ? now : to);
    }
}
