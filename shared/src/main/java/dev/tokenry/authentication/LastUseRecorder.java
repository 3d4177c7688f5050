package dev.tokenry.authentication;

import dev.tokenry.store.LastUseStore;
import dev.tokenry.model.IpAddresses;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Notes when and from where tokens are used, for each about every five minutes. What fails here is told, and harms
 * nobody: no verdict hangs on it.
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
     * Notes a use, unless the token, as it was just read, says that one was noted lately.
     *
     * @param address where the use came from; kept when it is an IP address
     * @param onFailure is told what went wrong, if something did
     * @return whether it was written
     */
    public boolean record(Token token, @Nullable String address, Consumer<RuntimeException> onFailure) {
        try {
            Instant now = clock.instant();
            Duration interval = interval(token, now);
            String ipAddress = address != null && IpAddresses.isAddress(address) ? address : null;
            return isDue(token, now, interval) && lastUses.replaceLastUse(token.id(), new LastUse(now, ipAddress), interval);
        } catch (RuntimeException e) {
            onFailure.accept(e);
            return false;
        }
    }

    /** What was noted together, or is used from many environments, is not to become due at one moment again. */
    private Duration interval(Token token, Instant now) {
        boolean jitterMatters = token.lastUse() != null && isDue(token, now, INTERVAL);
        return jitterMatters ? INTERVAL.plusMillis(random.nextLong(MAX_JITTER_MILLIS + 1)) : INTERVAL;
    }

    private static boolean isDue(Token token, Instant now, Duration interval) {
        LastUse lastUse = token.lastUse();
        return lastUse == null || lastUse.at().isBefore(now.minus(interval));
    }
}
