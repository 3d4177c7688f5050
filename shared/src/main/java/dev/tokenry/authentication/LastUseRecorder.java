package dev.tokenry.authentication;

import dev.tokenry.model.IpAddresses;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.Token;
import dev.tokenry.store.LastUseStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Records when and from which address tokens are used, about every five minutes per token. A failure is reported and
 * does not affect the authorization decision.
 */
public final class LastUseRecorder {

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final long MAX_JITTER_MILLIS = 60_000;

    private final LastUseStore lastUses;
    private final InstantSource clock;
    private final RandomGenerator random;

    public LastUseRecorder(LastUseStore lastUses, InstantSource clock, RandomGenerator random) {
        this.lastUses = lastUses;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Records a use of a token, unless the last recorded use is recent. Never throws.
     *
     * @param token the token as it was read for this request
     * @param address the source address of the request; recorded only if it is an IP address, null if unknown
     * @param onFailure called with the exception if the use could not be recorded
     * @return whether the use was written
     */
    public boolean record(Token token, @Nullable String address, Consumer<RuntimeException> onFailure) {
        try {
            Instant now = clock.instant();
            Duration interval = interval(token, now);
            String ipAddress = address != null && IpAddresses.isAddress(address) ? address : null;
            return isDue(token, now, interval)
                    && lastUses.replaceLastUse(token.id(), new LastUse(now, ipAddress), interval);
        } catch (RuntimeException e) {
            onFailure.accept(e);
            return false;
        }
    }

    /**
     * Adds up to one minute of jitter, so that tokens used at the same time do not all become due at the same time, and
     * not every execution environment writes when a busy token becomes due.
     */
    private Duration interval(Token token, Instant now) {
        boolean jitterMatters = token.lastUse() != null && isDue(token, now, INTERVAL);
        return jitterMatters ? INTERVAL.plusMillis(random.nextLong(MAX_JITTER_MILLIS + 1)) : INTERVAL;
    }

    private static boolean isDue(Token token, Instant now, Duration interval) {
        LastUse lastUse = token.lastUse();
        return lastUse == null || lastUse.at().isBefore(now.minus(interval));
    }
}
