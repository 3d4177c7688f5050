package dev.tokenry.crypto;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.crypto.FakePepperSource.Behaviour;
import dev.tokenry.error.ServiceUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PepperCacheTest {

    private static final Instant START = Instant.parse("2026-03-18T10:37:42.518Z");
    private static final PepperKeys KEYS = new PepperKeys(Map.of(1, PepperKeysTest.ONE, 2, PepperKeysTest.TWO), 2);

    private final FakePepperSource source = new FakePepperSource();
    private IntFunction<Optional<byte[]>> checkValues = source::checkValue;
    private Instant now = START;
    private final PepperCache peppers = new PepperCache(source, KEYS, version -> checkValues.apply(version), () -> now);

    @Test
    void no_pepper_is_derived_before_first_use() {
        AtomicInteger reads = new AtomicInteger();
        new PepperCache(
                source,
                KEYS,
                version -> {
                    reads.incrementAndGet();
                    return source.checkValue(version);
                },
                () -> {
                    throw new AssertionError("Time was taken at start-up");
                });

        assertThat(source.derivations).hasValue(0);
        assertThat(reads).hasValue(0);
    }

    @Test
    void first_use_derives_only_the_requested_version() {
        Pepper pepper = peppers.get(1);

        assertThat(pepper.version()).isEqualTo(1);
        assertThat(pepper.checkValue())
                .isEqualTo(FakePepperSource.validPepper(1).checkValue());
        assertThat(source.derivations).hasValue(1);
    }

    @Test
    void current_pepper_has_the_configured_version() {
        assertThat(peppers.current().version()).isEqualTo(2);
        assertThat(peppers.get(2)).isSameAs(peppers.current());
        assertThat(source.derivations).hasValue(1);
    }

    @Test
    void concurrent_callers_share_one_derivation() throws Exception {
        CyclicBarrier start = new CyclicBarrier(16);
        Callable<Pepper> call = () -> {
            start.await();
            return peppers.get(1);
        };
        try (var threads = Executors.newFixedThreadPool(16)) {
            List<Future<Pepper>> futures =
                    threads.invokeAll(Stream.generate(() -> call).limit(16).toList());
            for (Future<Pepper> future : futures) {
                assertThat(future.get()).isSameAs(peppers.get(1));
            }
        }

        assertThat(source.derivations).hasValue(1);
    }

    @Test
    void callers_that_waited_for_a_derivation_that_failed_fail_with_it() throws InterruptedException {
        List<Thread> callers = new ArrayList<>();
        AtomicInteger derivations = new AtomicInteger();
        PepperSource unavailable = version -> {
            while (derivations.get() == 0 && countOf(Thread.State.WAITING, callers) < 15) {
                Thread.onSpinWait();
            }
            derivations.incrementAndGet();
            throw new ServiceUnavailableException("The source is unavailable");
        };
        PepperCache cache = new PepperCache(unavailable, KEYS, _ -> Optional.empty(), () -> now);
        AtomicInteger failures = new AtomicInteger();
        for (int i = 0; i < 16; i++) {
            callers.add(new Thread(() -> {
                assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(() -> cache.get(1));
                failures.incrementAndGet();
            }));
        }
        for (Thread caller : callers) {
            caller.start();
        }
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(failures).hasValue(16);
        assertThat(derivations).hasValue(1);
        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(() -> cache.get(1));
        assertThat(derivations).hasValue(2);
    }

    private static long countOf(Thread.State state, List<Thread> threads) {
        return threads.stream().filter(thread -> thread.getState() == state).count();
    }

    @Test
    void requests_at_the_same_time_begin_one_derivation() {
        peppers.prepareCurrent();
        peppers.prepareCurrent();
        peppers.current();
        peppers.prepareCurrent();

        assertThat(source.begun).hasValue(1);
        assertThat(source.derivations).hasValue(1);
        assertThat(source.cancelled).hasValue(0);
    }

    @Test
    void request_does_not_wait_to_begin_what_another_one_derives() {
        List<Integer> began = new ArrayList<>();
        PepperCache[] cache = new PepperCache[1];
        PepperSource slow = version -> {
            Thread other = Thread.ofPlatform().start(() -> {
                cache[0].prepareCurrent();
                began.add(version);
            });
            join(other);
            return FakePepperSource.validPepper(version);
        };
        cache[0] = new PepperCache(slow, KEYS, version -> checkValues.apply(version), () -> now);

        cache[0].current();

        assertThat(began).containsExactly(2);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void derivation_for_which_no_request_has_waited_is_cancelled_before_another_one_begins() {
        peppers.prepareCurrent();
        now = now.plusSeconds(2);
        peppers.prepareCurrent();

        assertThat(source.begun).hasValue(2);
        assertThat(source.cancelled).hasValue(1);
    }

    @Test
    void derivation_from_before_a_pause_is_cancelled_and_not_used() {
        peppers.prepareCurrent();
        now = now.plusSeconds(2);
        peppers.current();

        assertThat(source.cancelled).hasValue(1);
        assertThat(source.derivations).hasValue(1);
    }

    @Test
    void pepper_is_refreshed_after_15_minutes() {
        peppers.get(1);

        advanceTo(ofMinutes(15).minusNanos(1));
        peppers.get(1);
        assertThat(source.derivations).hasValue(1);

        advanceTo(ofMinutes(15));
        peppers.get(1);
        assertThat(source.derivations).hasValue(2);

        advanceTo(ofMinutes(30).minusNanos(1));
        peppers.get(1);
        assertThat(source.derivations).hasValue(2);
    }

    @Test
    void a_check_value_is_read_once_for_each_derivation() {
        AtomicInteger reads = new AtomicInteger();
        checkValues = version -> {
            reads.incrementAndGet();
            return source.checkValue(version);
        };
        peppers.get(1);
        peppers.get(1);
        assertThat(reads).hasValue(1);

        advanceTo(ofMinutes(15));
        peppers.get(1);
        assertThat(reads).hasValue(2);
    }

    @Test
    void each_version_has_its_own_age() {
        peppers.get(1);
        advanceTo(ofMinutes(10));
        peppers.get(2);
        advanceTo(ofMinutes(16));
        peppers.get(2);
        assertThat(source.derivations).hasValue(2);

        peppers.get(1);
        assertThat(source.derivations).hasValue(3);
    }

    @Test
    void rejected_pepper_is_removed_until_the_key_is_usable_again() {
        peppers.get(1);
        source.behaviour = Behaviour.REJECTED;
        advanceTo(ofMinutes(15));
        assertUnavailable(1);
        advanceTo(ofMinutes(15).plusNanos(1));
        assertUnavailable(1);
        advanceTo(ofMinutes(20));
        assertUnavailable(1);

        source.behaviour = Behaviour.VALID;
        assertThat(peppers.get(1).version()).isEqualTo(1);
    }

    @Test
    void rejected_pepper_is_not_restored_during_an_outage() {
        peppers.get(1);
        source.behaviour = Behaviour.REJECTED;
        advanceTo(ofMinutes(15));
        assertUnavailable(1);

        source.behaviour = Behaviour.UNAVAILABLE;
        assertUnavailable(1);
    }

    @Test
    void pepper_rejected_at_first_use_is_unavailable() {
        source.behaviour = Behaviour.REJECTED;

        assertUnavailable(1);
        assertUnavailable(1);
    }

    @Test
    void disabling_one_key_does_not_affect_the_other() {
        peppers.get(1);
        source.behaviour = Behaviour.REJECTED;
        assertUnavailable(2);

        assertThat(peppers.get(1).version()).isEqualTo(1);
    }

    @Test
    void verified_pepper_is_used_during_an_outage() {
        Pepper verified = peppers.get(1);
        source.behaviour = Behaviour.UNAVAILABLE;
        advanceTo(ofMinutes(15));

        assertThat(peppers.get(1)).isSameAs(verified);
    }

    @Test
    void unavailable_source_is_not_called_during_the_backoff() {
        peppers.get(1);
        source.behaviour = Behaviour.UNAVAILABLE;
        advanceTo(ofMinutes(15));
        peppers.get(1);
        advanceTo(ofMinutes(15).plus(ofSeconds(30)).minusNanos(1));
        peppers.get(1);
        assertThat(source.derivations).hasValue(2);

        advanceTo(ofMinutes(15).plus(ofSeconds(30)));
        peppers.get(1);
        assertThat(source.derivations).hasValue(3);
    }

    @Test
    void pepper_is_refreshed_after_the_outage() {
        peppers.get(1);
        source.behaviour = Behaviour.UNAVAILABLE;
        advanceTo(ofHours(11));
        peppers.get(1);
        source.behaviour = Behaviour.VALID;
        advanceTo(ofHours(11).plus(ofSeconds(30)));
        peppers.get(1);
        int derivations = source.derivations.get();
        source.behaviour = Behaviour.UNAVAILABLE;
        advanceTo(ofHours(22));

        assertThat(peppers.get(1).version()).isEqualTo(1);
        assertThat(source.derivations).hasValue(derivations + 1);
    }

    @Test
    void disabled_key_is_detected_after_an_outage() {
        peppers.get(1);
        source.behaviour = Behaviour.UNAVAILABLE;
        advanceTo(ofMinutes(15));
        peppers.get(1);
        source.behaviour = Behaviour.REJECTED;
        advanceTo(ofMinutes(15).plus(ofSeconds(30)));

        assertUnavailable(1);
    }

    @Test
    void pepper_expires_after_12_hours_of_outage() {
        peppers.get(1);
        source.behaviour = Behaviour.UNAVAILABLE;
        advanceTo(ofHours(12).minusNanos(1));
        assertThat(peppers.get(1).version()).isEqualTo(1);

        advanceTo(ofHours(12).plus(ofSeconds(30)));
        assertUnavailable(1);
        advanceTo(ofHours(13));
        assertUnavailable(1);
    }

    @Test
    void backoff_does_not_extend_the_maximum_age() {
        peppers.get(1);
        source.behaviour = Behaviour.UNAVAILABLE;
        advanceTo(ofHours(12).minusSeconds(1));
        peppers.get(1);
        advanceTo(ofHours(12));

        assertUnavailable(1);
    }

    @Test
    void pepper_requested_again_after_12_hours_of_outage_is_unavailable() {
        peppers.get(1);
        source.behaviour = Behaviour.UNAVAILABLE;
        advanceTo(ofHours(12));

        assertUnavailable(1);
    }

    @Test
    void expired_pepper_is_not_restored_when_the_clock_goes_back() {
        peppers.get(1);
        source.behaviour = Behaviour.UNAVAILABLE;
        advanceTo(ofHours(12));
        assertUnavailable(1);
        advanceTo(ofHours(1));

        assertUnavailable(1);
    }

    @Test
    void source_unavailable_at_first_use_makes_the_pepper_unavailable() {
        source.behaviour = Behaviour.UNAVAILABLE;
        assertUnavailable(1);
        assertUnavailable(1);

        source.behaviour = Behaviour.VALID;
        assertThat(peppers.get(1).version()).isEqualTo(1);
    }

    @Test
    void pepper_without_check_value_is_never_used() {
        checkValues = version -> Optional.empty();

        assertUnavailable(1);
        assertUnavailable(1);
    }

    @Test
    void verified_pepper_is_rejected_when_its_check_value_is_deleted() {
        peppers.get(1);
        checkValues = version -> Optional.empty();
        advanceTo(ofMinutes(15));
        assertUnavailable(1);

        source.behaviour = Behaviour.UNAVAILABLE;
        assertUnavailable(1);
    }

    @Test
    void pepper_of_another_table_is_never_used() {
        source.behaviour = Behaviour.WRONG_PEPPER;
        assertUnavailable(1);
        assertUnavailable(1);

        source.behaviour = Behaviour.UNAVAILABLE;
        assertUnavailable(1);
    }

    @Test
    void verified_pepper_is_rejected_when_the_check_value_differs() {
        peppers.get(1);
        checkValues = version -> Optional.of(new byte[32]);
        advanceTo(ofMinutes(15));
        assertUnavailable(1);
        assertUnavailable(1);

        source.behaviour = Behaviour.UNAVAILABLE;
        assertUnavailable(1);
    }

    @Test
    void check_value_of_another_version_does_not_verify_a_pepper() {
        checkValues = version -> source.checkValue(3 - version);

        assertUnavailable(1);
        assertUnavailable(2);
    }

    @Test
    void unavailable_table_affects_only_unverified_peppers() {
        checkValues = version -> {
            throw new ServiceUnavailableException("The table is unavailable");
        };
        assertUnavailable(1);

        checkValues = source::checkValue;
        Pepper verified = peppers.get(1);
        checkValues = version -> {
            throw new ServiceUnavailableException("The table is unavailable");
        };
        advanceTo(ofMinutes(15));
        assertThat(peppers.get(1)).isSameAs(verified);
    }

    @Test
    void clock_set_back_forces_a_refresh() {
        peppers.get(1);
        now = START.minusNanos(1);
        peppers.get(1);
        assertThat(source.derivations).hasValue(2);

        now = START.minus(ofMinutes(5));
        source.behaviour = Behaviour.UNAVAILABLE;
        assertUnavailable(1);
    }

    @Test
    void clock_jump_does_not_keep_a_pepper_fresh() {
        now = START.plus(ofHours(24 * 365));
        peppers.get(1);
        now = START;
        source.behaviour = Behaviour.REJECTED;

        assertUnavailable(1);
    }

    @Test
    void check_values_are_computed_for_every_version_without_verification() {
        checkValues = version -> Optional.empty();

        assertThat(peppers.computeCheckValues())
                .containsOnlyKeys(1, 2)
                .allSatisfy((version, value) -> assertThat(value)
                        .isEqualTo(FakePepperSource.validPepper(version).checkValue()));
        assertUnavailable(1);
    }

    @Test
    void unknown_version_is_unavailable_without_a_call() {
        for (int version : new int[] {0, -1, 3, Integer.MAX_VALUE}) {
            assertUnavailable(version);
        }
        assertThat(source.derivations).hasValue(0);
    }

    private void advanceTo(Duration sinceStart) {
        now = START.plus(sinceStart);
    }

    private void assertUnavailable(int version) {
        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(() -> peppers.get(version));
    }
}
