package dev.tokenry.digest;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.digest.FakePepperSource.Mood;
import dev.tokenry.token.Unavailable;
import java.time.Duration;
import java.time.Instant;
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

class PeppersTest {

    private static final Instant START = Instant.parse("2026-03-18T10:37:42.518Z");
    private static final PepperKeys KEYS = new PepperKeys(Map.of(1, PepperKeysTest.ONE, 2, PepperKeysTest.TWO), 2);

    private final FakePepperSource source = new FakePepperSource();
    private IntFunction<Optional<byte[]>> checkValues = source::checkValue;
    private Instant now = START;
    private final Peppers peppers = new Peppers(source, KEYS, version -> checkValues.apply(version), () -> now);

    @Test
    void nothing_is_derived_and_no_check_value_is_read_before_first_use() {
        AtomicInteger reads = new AtomicInteger();
        new Peppers(
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
    void first_use_derives_the_version_asked_for_and_no_other() {
        Pepper pepper = peppers.ofVersion(1);

        assertThat(pepper.version()).isEqualTo(1);
        assertThat(pepper.checkValue())
                .isEqualTo(FakePepperSource.rightPepper(1).checkValue());
        assertThat(source.derivations).hasValue(1);
    }

    @Test
    void new_digests_are_made_with_the_version_to_write() {
        assertThat(peppers.forNewDigests().version()).isEqualTo(2);
        assertThat(peppers.ofVersion(2)).isSameAs(peppers.forNewDigests());
        assertThat(source.derivations).hasValue(1);
    }

    @Test
    void sixteen_first_callers_share_one_derivation() throws Exception {
        CyclicBarrier start = new CyclicBarrier(16);
        Callable<Pepper> call = () -> {
            start.await();
            return peppers.ofVersion(1);
        };
        try (var threads = Executors.newFixedThreadPool(16)) {
            List<Future<Pepper>> answers =
                    threads.invokeAll(Stream.generate(() -> call).limit(16).toList());
            for (Future<Pepper> answer : answers) {
                assertThat(answer.get()).isSameAs(peppers.ofVersion(1));
            }
        }

        assertThat(source.derivations).hasValue(1);
    }

    @Test
    void a_pepper_is_derived_again_after_15_minutes_and_not_before() {
        peppers.ofVersion(1);

        after(ofMinutes(15).minusNanos(1));
        peppers.ofVersion(1);
        assertThat(source.derivations).hasValue(1);

        after(ofMinutes(15));
        peppers.ofVersion(1);
        assertThat(source.derivations).hasValue(2);

        after(ofMinutes(30).minusNanos(1));
        peppers.ofVersion(1);
        assertThat(source.derivations).hasValue(2);
    }

    @Test
    void a_check_value_is_read_once_for_each_derivation() {
        AtomicInteger reads = new AtomicInteger();
        checkValues = version -> {
            reads.incrementAndGet();
            return source.checkValue(version);
        };
        peppers.ofVersion(1);
        peppers.ofVersion(1);
        assertThat(reads).hasValue(1);

        after(ofMinutes(15));
        peppers.ofVersion(1);
        assertThat(reads).hasValue(2);
    }

    @Test
    void each_version_has_an_age_of_its_own() {
        peppers.ofVersion(1);
        after(ofMinutes(10));
        peppers.ofVersion(2);
        after(ofMinutes(16));
        peppers.ofVersion(2);
        assertThat(source.derivations).hasValue(2);

        peppers.ofVersion(1);
        assertThat(source.derivations).hasValue(3);
    }

    @Test
    void a_refused_pepper_is_dropped_and_stays_so_until_the_key_is_given_back() {
        peppers.ofVersion(1);
        source.mood = Mood.REFUSES;
        after(ofMinutes(15));
        assertUnavailable(1);
        after(ofMinutes(15).plusNanos(1));
        assertUnavailable(1);
        after(ofMinutes(20));
        assertUnavailable(1);

        source.mood = Mood.ANSWERS;
        assertThat(peppers.ofVersion(1).version()).isEqualTo(1);
    }

    @Test
    void a_pepper_that_was_refused_does_not_come_back_when_the_source_goes_away() {
        peppers.ofVersion(1);
        source.mood = Mood.REFUSES;
        after(ofMinutes(15));
        assertUnavailable(1);

        source.mood = Mood.IS_AWAY;
        assertUnavailable(1);
    }

    @Test
    void a_pepper_that_is_refused_at_first_use_is_unavailable() {
        source.mood = Mood.REFUSES;

        assertUnavailable(1);
        assertUnavailable(1);
    }

    @Test
    void disabling_one_key_does_not_touch_the_other() {
        peppers.ofVersion(1);
        source.mood = Mood.REFUSES;
        assertUnavailable(2);

        assertThat(peppers.ofVersion(1).version()).isEqualTo(1);
    }

    @Test
    void a_proven_pepper_serves_on_while_the_source_is_away() {
        Pepper proven = peppers.ofVersion(1);
        source.mood = Mood.IS_AWAY;
        after(ofMinutes(15));

        assertThat(peppers.ofVersion(1)).isSameAs(proven);
    }

    @Test
    void a_source_that_is_away_is_not_asked_again_for_the_pause() {
        peppers.ofVersion(1);
        source.mood = Mood.IS_AWAY;
        after(ofMinutes(15));
        peppers.ofVersion(1);
        after(ofMinutes(15).plus(Peppers.PAUSE).minusNanos(1));
        peppers.ofVersion(1);
        assertThat(source.derivations).hasValue(2);

        after(ofMinutes(15).plus(Peppers.PAUSE));
        peppers.ofVersion(1);
        assertThat(source.derivations).hasValue(3);
    }

    @Test
    void a_pepper_is_fresh_again_once_the_source_is_back() {
        peppers.ofVersion(1);
        source.mood = Mood.IS_AWAY;
        after(ofHours(11));
        peppers.ofVersion(1);
        source.mood = Mood.ANSWERS;
        after(ofHours(11).plus(Peppers.PAUSE));
        peppers.ofVersion(1);
        int derivations = source.derivations.get();
        source.mood = Mood.IS_AWAY;
        after(ofHours(22));

        assertThat(peppers.ofVersion(1).version()).isEqualTo(1);
        assertThat(source.derivations).hasValue(derivations + 1);
    }

    @Test
    void a_disabled_key_is_noticed_behind_an_outage() {
        peppers.ofVersion(1);
        source.mood = Mood.IS_AWAY;
        after(ofMinutes(15));
        peppers.ofVersion(1);
        source.mood = Mood.REFUSES;
        after(ofMinutes(15).plus(Peppers.PAUSE));

        assertUnavailable(1);
    }

    @Test
    void after_12_hours_without_the_source_a_pepper_serves_no_more() {
        peppers.ofVersion(1);
        source.mood = Mood.IS_AWAY;
        after(ofHours(12).minusNanos(1));
        assertThat(peppers.ofVersion(1).version()).isEqualTo(1);

        after(ofHours(12).plus(Peppers.PAUSE));
        assertUnavailable(1);
        after(ofHours(13));
        assertUnavailable(1);
    }

    @Test
    void the_pause_carries_no_pepper_past_12_hours() {
        peppers.ofVersion(1);
        source.mood = Mood.IS_AWAY;
        after(ofHours(12).minusSeconds(1));
        peppers.ofVersion(1);
        after(ofHours(12));

        assertUnavailable(1);
    }

    @Test
    void a_pepper_first_asked_for_again_after_12_hours_without_the_source_does_not_serve() {
        peppers.ofVersion(1);
        source.mood = Mood.IS_AWAY;
        after(ofHours(12));

        assertUnavailable(1);
    }

    @Test
    void a_pepper_that_grew_too_old_does_not_come_back_when_the_clock_does() {
        peppers.ofVersion(1);
        source.mood = Mood.IS_AWAY;
        after(ofHours(12));
        assertUnavailable(1);
        after(ofHours(1));

        assertUnavailable(1);
    }

    @Test
    void a_source_that_is_away_at_first_use_makes_the_pepper_unavailable_until_it_is_back() {
        source.mood = Mood.IS_AWAY;
        assertUnavailable(1);
        assertUnavailable(1);

        source.mood = Mood.ANSWERS;
        assertThat(peppers.ofVersion(1).version()).isEqualTo(1);
    }

    @Test
    void a_pepper_without_check_value_never_serves() {
        checkValues = version -> Optional.empty();

        assertUnavailable(1);
        assertUnavailable(1);
    }

    @Test
    void a_proven_pepper_serves_no_more_when_its_check_value_is_gone() {
        peppers.ofVersion(1);
        checkValues = version -> Optional.empty();
        after(ofMinutes(15));
        assertUnavailable(1);

        source.mood = Mood.IS_AWAY;
        assertUnavailable(1);
    }

    @Test
    void a_pepper_that_is_not_this_table_s_never_serves() {
        source.mood = Mood.ANSWERS_WRONGLY;
        assertUnavailable(1);
        assertUnavailable(1);

        source.mood = Mood.IS_AWAY;
        assertUnavailable(1);
    }

    @Test
    void a_proven_pepper_serves_no_more_when_the_check_value_differs() {
        peppers.ofVersion(1);
        checkValues = version -> Optional.of(new byte[32]);
        after(ofMinutes(15));
        assertUnavailable(1);
        assertUnavailable(1);

        source.mood = Mood.IS_AWAY;
        assertUnavailable(1);
    }

    @Test
    void the_check_value_of_another_version_does_not_prove_a_pepper() {
        checkValues = version -> source.checkValue(3 - version);

        assertUnavailable(1);
        assertUnavailable(2);
    }

    @Test
    void a_table_that_is_away_makes_an_unproven_pepper_unavailable_and_keeps_a_proven_one() {
        checkValues = version -> {
            throw new Unavailable("The table is away");
        };
        assertUnavailable(1);

        checkValues = source::checkValue;
        Pepper proven = peppers.ofVersion(1);
        checkValues = version -> {
            throw new Unavailable("The table is away");
        };
        after(ofMinutes(15));
        assertThat(peppers.ofVersion(1)).isSameAs(proven);
    }

    @Test
    void a_clock_that_went_backwards_says_nothing_about_ages() {
        peppers.ofVersion(1);
        now = START.minusNanos(1);
        peppers.ofVersion(1);
        assertThat(source.derivations).hasValue(2);

        now = START.minus(ofMinutes(5));
        source.mood = Mood.IS_AWAY;
        assertUnavailable(1);
    }

    @Test
    void a_clock_that_jumped_ahead_and_back_leaves_no_pepper_fresh_for_long() {
        now = START.plus(ofHours(24 * 365));
        peppers.ofVersion(1);
        now = START;
        source.mood = Mood.REFUSES;

        assertUnavailable(1);
    }

    @Test
    void the_check_values_to_keep_are_of_every_version_and_prove_nothing_yet() {
        checkValues = version -> Optional.empty();

        assertThat(peppers.checkValuesToKeep())
                .containsOnlyKeys(1, 2)
                .allSatisfy((version, value) -> assertThat(value)
                        .isEqualTo(FakePepperSource.rightPepper(version).checkValue()));
        assertUnavailable(1);
    }

    @Test
    void an_unknown_version_is_unavailable_and_asks_nobody() {
        for (int version : new int[] {0, -1, 3, Integer.MAX_VALUE}) {
            assertUnavailable(version);
        }
        assertThat(source.derivations).hasValue(0);
    }

    private void after(Duration sinceStart) {
        now = START.plus(sinceStart);
    }

    private void assertUnavailable(int version) {
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> peppers.ofVersion(version));
    }
}
