package dev.tokenry.crypto;

import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.time.Freshness;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Caches the peppers of this process. A pepper is derived at its first use, verified by its check value and derived
 * again every {@link #REFRESH_AFTER}, so that disabling the key stops every process. If the source is unavailable, a
 * verified pepper can be used up to {@link #MAX_AGE}. Instances are safe for concurrent use.
 */
public final class PepperCache {

    /** The time after which a pepper is derived again; the maximum time until a disabled key takes effect. */
    public static final Duration REFRESH_AFTER = Duration.ofMinutes(15);

    /**
     * The maximum time from the last successful derivation for which a pepper is used while its source is unavailable.
     */
    public static final Duration MAX_AGE = Duration.ofHours(12);

    /**
     * The minimum time between a failed derivation and the next one, so that an outage does not slow down every
     * request.
     */
    static final Duration RETRY_BACKOFF = Duration.ofSeconds(30);

    /** A request that has begun a derivation, and then failed, may have been followed by a pause of any length. */
    private static final Duration MAX_AGE_OF_DERIVATION = Duration.ofSeconds(1);

    private final PepperSource source;
    private final PepperCheckValues checkValues;
    private final InstantSource clock;
    private final int currentVersion;
    private final Map<Integer, CachedPepper> cachedPeppers;

    public PepperCache(PepperSource source, PepperKeys keys, PepperCheckValues checkValues, InstantSource clock) {
        this.source = source;
        this.checkValues = checkValues;
        this.clock = clock;
        this.currentVersion = keys.currentVersion();
        Map<Integer, CachedPepper> peppers = new HashMap<>();
        for (int version : keys.versions()) {
            peppers.put(version, new CachedPepper(version));
        }
        this.cachedPeppers = Map.copyOf(peppers);
    }

    /** Returns the versions that have a key, in ascending order. */
    public List<Integer> versions() {
        return cachedPeppers.keySet().stream().sorted().toList();
    }

    /** Returns whether a version has a key. Does not call the source. */
    public boolean hasKey(int version) {
        return cachedPeppers.containsKey(version);
    }

    /** Returns the version of the pepper for new digests. Does not call the source. */
    public int currentVersion() {
        return currentVersion;
    }

    /**
     * Returns the pepper for new digests.
     *
     * @throws ServiceUnavailableException as {@link #get} does
     */
    public Pepper current() {
        return get(currentVersion);
    }

    /**
     * Begins to derive the pepper for new digests, which is also that of most tokens, if it will have to be derived.
     * Does not wait: the next call of {@link #get} does.
     */
    public void prepareCurrent() {
        cached(currentVersion).prepare();
    }

    /**
     * Returns the pepper of a version.
     *
     * @throws ServiceUnavailableException if the version has no key, or its pepper cannot be derived or verified
     */
    public Pepper get(int version) {
        return cached(version).pepper();
    }

    private CachedPepper cached(int version) {
        CachedPepper cached = cachedPeppers.get(version);
        if (cached == null) {
            throw new ServiceUnavailableException("No key is configured for pepper version " + version);
        }
        return cached;
    }

    /** Derives the check value of each version, for bootstrap to store. The stored check values are not used. */
    public Map<Integer, byte[]> computeCheckValues() {
        return cachedPeppers.keySet().stream()
                .collect(Collectors.toMap(
                        Function.identity(), version -> source.derive(version).checkValue()));
    }

    private final class CachedPepper {

        private final int version;
        private final ReentrantLock lock = new ReentrantLock();
        private final AtomicInteger derivations = new AtomicInteger();

        private @Nullable Pepper pepper;
        private Instant verifiedAt = Instant.EPOCH;
        private Duration refreshAfter = Duration.ZERO;
        private PepperSource.@Nullable Derivation begun;
        private Instant begunAt = Instant.EPOCH;
        private @Nullable ServiceUnavailableException failure;

        CachedPepper(int version) {
            this.version = version;
        }

        // The lock is held during the derivation, so that concurrent callers cause only one KMS call.
        Pepper pepper() {
            int derivationsBefore = derivations.get();
            lock.lock();
            try {
                Instant now = clock.instant();
                if (pepper != null && isFresh(refreshAfter, now)) {
                    return pepper;
                }
                if (failure != null && derivations.get() != derivationsBefore) {
                    // If each caller that has waited derived again, the last one would wait for all of them.
                    throw failure;
                }
                return refresh(now);
            } finally {
                lock.unlock();
            }
        }

        void prepare() {
            // Otherwise another request derives the pepper: this one can read its token in the meantime.
            if (lock.tryLock()) {
                try {
                    begin();
                } finally {
                    lock.unlock();
                }
            }
        }

        private void begin() {
            Instant now = clock.instant();
            // One that concurrent requests have begun is for this request, too.
            if ((pepper == null || !isFresh(refreshAfter, now)) && !isBegun(now)) {
                cancelBegun();
                begun = source.begin(version);
                begunAt = now;
            }
        }

        private boolean isBegun(Instant now) {
            return begun != null && new Freshness(begunAt, MAX_AGE_OF_DERIVATION).isFreshAt(now);
        }

        /** Requests whose token cannot be read do not wait for what they have begun: each would hold a connection. */
        private void cancelBegun() {
            if (begun != null) {
                begun.cancel();
                begun = null;
            }
        }

        /** Returns the result of the derivation that was begun, unless it may be older than this request. */
        private Pepper derive(Instant now) {
            PepperSource.Derivation derivation = begun;
            if (derivation != null && isBegun(now)) {
                begun = null;
                return derivation.await();
            }
            cancelBegun();
            return source.derive(version);
        }

        private boolean isFresh(Duration ttl, Instant now) {
            return new Freshness(verifiedAt, ttl).isFreshAt(now);
        }

        private Pepper refresh(Instant now) {
            failure = null;
            try {
                return deriveAndVerify(now);
            } catch (ServiceUnavailableException e) {
                failure = e;
                throw e;
            } finally {
                derivations.incrementAndGet();
            }
        }

        private Pepper deriveAndVerify(Instant now) {
            try {
                Pepper derived = verify(derive(now));
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
            Optional<byte[]> expected = checkValues.find(version);
            if (expected.isEmpty()) {
                throw rejected("has no check value: run bootstrap");
            }
            if (!derived.matches(expected.get())) {
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
