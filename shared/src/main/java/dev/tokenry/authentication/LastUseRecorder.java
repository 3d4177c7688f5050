package dev.tokenry.authentication;

import dev.tokenry.model.IpAddresses;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.store.LastUseStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Records when and from which address tokens are used, about every five minutes per secret. The first
 * use of a secret is always recorded: a regeneration must know whether the secret is in use. A failure is reported and
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
     * Records a use of a secret, unless its last recorded use is recent. Never throws.
     *
     * @param token the token as it was read for this request
     * @param generation the secret that was presented
     * @param address the source address of the request; recorded only if it is an IP address, null if unknown
     * @param onFailure called with the exception if the use could not be recorded
     * @return whether the use was written
     */
    public boolean record(
            Token token, SecretGeneration generation, @Nullable String address, Consumer<RuntimeException> onFailure) {
        try {
            Instant now = clock.instant();
            Instant lastUsedAt = token.secrets().lastUsedAt(generation);
            Duration interval = interval(lastUsedAt, now);
            String ipAddress = address != null && IpAddresses.isAddress(address) ? address : null;
            return isDue(lastUsedAt, now, interval)
                    && lastUses.replaceLastUse(token, generation, new LastUse(now, ipAddress), interval);
        } catch (RuntimeException e) {
            onFailure.accept(e);
            return false;
        }
    }

    /**
     * Adds up to one minute of jitter, so that tokens used at the same time do not all become due at the same time, and
     * not every execution environment writes when a busy token becomes due.
     */
    private Duration interval(@Nullable Instant lastUsedAt, Instant now) {
        boolean jitterMatters = lastUsedAt != null && isDue(lastUsedAt, now, INTERVAL);
        return jitterMatters ? INTERVAL.plusMillis(random.nextLong(MAX_JITTER_MILLIS + 1)) : INTERVAL;
    }

    private static boolean isDue(@Nullable Instant lastUsedAt, Instant now, Duration interval) {
        return lastUsedAt == null || lastUsedAt.isBefore(now.minus(interval));
    }
}
