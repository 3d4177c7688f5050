package dev.tokenry.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The recorded uses of the retired secrets of a token since it was last regenerated.
 *
 * @param ipAddress the source IP address of the last one; null if unknown
 * @param count how many were recorded: a use shortly after a recorded one is not, so that there were at least as many
 */
public record RetiredUse(
        Instant firstAt, Instant lastAt, @Nullable String ipAddress, long count) {

    /** Returns the uses after one more. */
    public static RetiredUse next(@Nullable RetiredUse before, Instant now, @Nullable String ipAddress) {
        return before == null
                ? new RetiredUse(now, now, ipAddress, 1)
                : new RetiredUse(before.firstAt, now, ipAddress, before.count + 1);
    }

    /** Returns the last use as a rejected one. */
    public RejectedUse asRejectedUse() {
        return new RejectedUse(lastAt, ipAddress, RejectedUse.RETIRED_SECRET);
    }
}
