package dev.tokenry.authentication;

import dev.tokenry.model.DenialReason;
import dev.tokenry.model.IpAddresses;
import dev.tokenry.model.RejectedUse;
import dev.tokenry.model.RetiredUse;
import dev.tokenry.model.Token;
import dev.tokenry.store.RejectedUseStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records the rejected uses of tokens whose secret was proven, at most once in five minutes per token, and as often
 * those of retired secrets, which another rejected use must not hide. A wrong secret is never recorded: a write would
 * tell by its time that the id is real, and any caller could overwrite a trace. A failure is reported and does not
 * affect the authorization decision.
 */
public final class RejectedUseRecorder {

    static final Duration INTERVAL = Duration.ofMinutes(5);

    private final RejectedUseStore rejectedUses;
    private final InstantSource clock;

    public RejectedUseRecorder(RejectedUseStore rejectedUses, InstantSource clock) {
        this.rejectedUses = rejectedUses;
        this.clock = clock;
    }

    /**
     * Records a rejected use, unless the last recorded one is recent.
     *
     * @param token the token as it was read for this request
     * @param reason why the use is rejected; one that {@link RejectedUse#reason} accepts
     * @param address the source address of the request; recorded only if it is an IP address, null if unknown
     * @param onFailure called with the exception if the use could not be recorded
     * @return whether anything was written
     */
    public boolean record(
            Token token, DenialReason reason, @Nullable String address, Consumer<RuntimeException> onFailure) {
        try {
            String ipAddress = address != null && IpAddresses.isAddress(address) ? address : null;
            return reason == DenialReason.RETIRED_SECRET
                    ? recordRetired(token, ipAddress)
                    : recordRejected(token, reason, ipAddress);
        } catch (RuntimeException e) {
            onFailure.accept(e);
            return false;
        }
    }

    private boolean recordRetired(Token token, @Nullable String ipAddress) {
        Instant now = clock.instant();
        RetiredUse before = token.rejectedUses().retired();
        return isDue(before == null ? null : before.lastAt(), now)
                && rejectedUses.replaceRetiredUse(token, RetiredUse.next(before, now, ipAddress), INTERVAL);
    }

    private boolean recordRejected(Token token, DenialReason reason, @Nullable String ipAddress) {
        Instant now = clock.instant();
        RejectedUse last = token.rejectedUses().last();
        return isDue(last == null ? null : last.at(), now)
                && rejectedUses.replaceRejectedUse(
                        token, new RejectedUse(now, ipAddress, RejectedUse.reason(reason)), INTERVAL);
    }

    private static boolean isDue(@Nullable Instant last, Instant now) {
        return last == null || last.isBefore(now.minus(INTERVAL));
    }
}
