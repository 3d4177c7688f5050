package dev.tokenry.crypto;

import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.time.Freshness;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The peppers in this process: each derived at first use, by one thread for all, proven by its check value, and derived
 * again after a while, so that disabling the key stops every process. While the source is away a proven pepper serves
 * on, up to a hard age.
 */
public final class PepperCache {

    /** After this a pepper is derived again: the longest that a disabled key goes unnoticed. */
    public static final Duration REFRESH_AFTER = Duration.ofMinutes(15);

    /** The longest that a pepper serves while its source is away. */
    public static final Duration MAX_AGE = Duration.ofHours(12);

    /** How long a failed renewal keeps the next one away, so that an outage does not slow every request. */
    static final Duration RETRY_BACKOFF = Duration.ofSeconds(30);

    private final PepperSource source;
    private final IntFunction<Optional<byte[]>> checkValues;
    private final InstantSource clock;
    private final int currentVersion;
    private final Map<Integer, CachedPepper> cachedPeppers;

    /** @param checkValues what a pepper of a version must answer; the store keeps it */
    public PepperCache(
            PepperSource source, PepperKeys keys, IntFunction<Optional<byte[]>> checkValues, InstantSource clock) {
        this.source = source;
        this.checkValues = checkValues;
        this.clock = clock;
        this.currentVersion = keys.currentVersion();
        this.cachedPeppers = keys.versions().stream().collect(Collectors.toUnmodifiableMap(Function.identity(), CachedPepper::new));
    }

    /** The versions that there are keys for, in their order. */
    public List<Integer> versions() {
        return cachedPeppers.keySet().stream().sorted().toList();
    }

    /** The version that new digests are made with; asks nobody. */
    public int currentVersion() {
        return currentVersion;
    }

    /** The pepper that new digests are made with. */
    public Pepper current() {
        return get(currentVersion);
    }

    /** @throws ServiceUnavailableException when there is no such version, or its pepper cannot be derived or proven now */
    public Pepper get(int version) {
        CachedPepper cached = cachedPeppers.get(version);
        if (cached == null) {
            throw new ServiceUnavailableException("No key is configured for pepper version " + version);
        }
        return cached.pepper();
    }

    /** The check value of each version, derived and not proven: for bootstrap, which keeps them. */
    public Map<Integer, byte[]> computeCheckValues() {
        return cachedPeppers.keySet().stream()
                .collect(Collectors.toMap(
                        Function.identity(), version -> source.derive(version).checkValue()));
    }

    private final class CachedPepper {

        private final int version;
        private @Nullable Pepper pepper;
        private Instant verifiedAt = Instant.EPOCH;
        private Duration refreshAfter = Duration.ZERO;

        CachedPepper(int version) {
            this.version = version;
        }

        // The lock is held during the derivation, so that concurrent callers cause only one KMS call.
        synchronized Pepper pepper() {
            Instant now = clock.instant();
            return pepper != null && isFresh(refreshAfter, now) ? pepper : refresh(now);
        }

        private boolean isFresh(Duration ttl, Instant now) {
            return new Freshness(verifiedAt, ttl).isFreshAt(now);
        }

        private Pepper refresh(Instant now) {
            try {
                Pepper derived = verify(source.derive(version));
                pepper = derived;
                verifiedAt = now;
                refreshAfter = REFRESH_AFTER;
                return derived;
            } catch (PepperRejectedException e) {
                pepper = null;
                throw new ServiceUnavailableException(String.valueOf(e.getMessage()), e);
            } catch (ServiceUnavailableException e) {
                return fallBackToCached(e, now);
            }
        }

        private Pepper verify(Pepper derived) {
            byte[] expected =
                    checkValues.apply(version).orElseThrow(() -> rejected("has no check value: run bootstrap"));
            if (!derived.matches(expected)) {
                throw rejected("does not match its check value: it is not the pepper that this table was set up with");
            }
            return derived;
        }

        private PepperRejectedException rejected(String reason) {
            return new PepperRejectedException("The pepper of version " + version + " " + reason, null);
        }

        private Pepper fallBackToCached(ServiceUnavailableException unavailable, Instant now) {
            if (pepper == null || !isFresh(MAX_AGE, now)) {
                pepper = null;
                throw unavailable;
            }
            Duration untilRetry = Duration.between(verifiedAt, now).plus(RETRY_BACKOFF);
            refreshAfter = untilRetry.compareTo(MAX_AGE) < 0 ? untilRetry : MAX_AGE;
            return pepper;
        }
    }
}
