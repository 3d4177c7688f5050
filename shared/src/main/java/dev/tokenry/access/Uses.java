package dev.tokenry.access;

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
public final class Uses {

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final long MOST_JITTER_MILLIS = 60_000;

    private final LastUseStore kept;
    private final InstantSource clock;
    private final RandomGenerator random;

    public Uses(LastUseStore kept, InstantSource clock, RandomGenerator random) {
        this.kept = kept;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Notes a use, unless the token, as it was just read, says that one was noted lately.
     *
     * @param address where the use came from; kept when it is an IP address
     * @param failed is told what went wrong, if something did
     * @return whether it was written
     */
    public boolean note(Token read, @Nullable String address, Consumer<RuntimeException> failed) {
        try {
            Instant now = clock.instant();
            Duration interval = interval(read, now);
            String ipAddress = address != null && IpAddresses.isAddress(address) ? address : null;
            return isDue(read, now, interval) && kept.replaceLastUse(read.id(), new LastUse(now, ipAddress), interval);
        } catch (RuntimeException e) {
            failed.accept(e);
            return false;
        }
    }

    /** What was noted together, or is used from many environments, is not to become due at one moment again. */
    private Duration interval(Token read, Instant now) {
        boolean jitterMatters = read.lastUse() != null && isDue(read, now, INTERVAL);
        return jitterMatters ? INTERVAL.plusMillis(random.nextLong(MOST_JITTER_MILLIS + 1)) : INTERVAL;
    }

    private static boolean isDue(Token read, Instant now, Duration interval) {
        LastUse last = read.lastUse();
        return last == null || last.at().isBefore(now.minus(interval));
    }
}
