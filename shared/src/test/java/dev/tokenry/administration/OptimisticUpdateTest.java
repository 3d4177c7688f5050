package dev.tokenry.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.model.Precondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The record is its own version here: a number, or null if it does not exist. */
class OptimisticUpdateTest {

    private static final Precondition NONE = new Precondition.None();

    private final List<String> calls = new ArrayList<>();
    private Long stored = 7L;
    private int lostRaces;

    @ParameterizedTest
    @CsvSource({"1, 0, true", "1, 1, false", "5, 0, true", "5, 1, true", "5, 4, true", "5, 5, false", "5, 6, false"})
    void unconditional_change_is_tried_again_until_the_attempts_are_used_up(
            int maxAttempts, int races, boolean succeeds) {
        lostRaces = races;

        if (succeeds) {
            assertThat(run(maxAttempts, NONE)).isEqualTo("written " + (8 + races));
        } else {
            assertThatExceptionOfType(ApiException.ConflictException.class)
                    .isThrownBy(() -> run(maxAttempts, NONE))
                    .withMessage("Conflict.");
        }
        assertThat(calls).hasSize(3 * Math.min(races + 1, maxAttempts));
    }

    @Test
    void every_attempt_starts_from_the_current_record() {
        lostRaces = 1;
        run(5, NONE);

        assertThat(calls).containsExactly("find 7", "change 7", "write 8", "find 8", "change 8", "write 9");
    }

    @Test
    void failed_precondition_is_reported_after_the_change_and_before_the_write() {
        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .isThrownBy(() -> run(5, versionIn(6)));
        assertThat(calls).containsExactly("find 7", "change 7");
    }

    @Test
    void missing_record_meets_no_precondition() {
        stored = null;

        for (Precondition precondition : List.of(new Precondition.Exists(), versionIn(7))) {
            assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                    .isThrownBy(() -> run(5, precondition));
        }
    }

    @Test
    void conditional_change_is_not_tried_again() {
        for (Precondition precondition : List.of(new Precondition.Exists(), versionIn(7))) {
            stored = 7L;
            lostRaces = 1;
            calls.clear();

            assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                    .isThrownBy(() -> run(5, precondition));
            assertThat(calls).hasSize(3);
        }
    }

    private String run(int maxAttempts, Precondition precondition) {
        return new OptimisticUpdate<Long>(maxAttempts, ErrorReason.CONCURRENT_CHANGE, "Conflict.", current -> current)
                .run(this::find, this::change, precondition, (current, changed) -> write(changed));
    }

    private Long find() {
        calls.add("find " + stored);
        return stored;
    }

    private String change(Long current) {
        calls.add("change " + current);
        return current == null ? "1" : Long.toString(current + 1);
    }

    private Optional<String> write(String changed) {
        calls.add("write " + changed);
        stored = stored + 1;
        return lostRaces-- > 0 ? Optional.empty() : Optional.of("written " + changed);
    }

    private static Precondition versionIn(long version) {
        return new Precondition.VersionIn(Set.of(Long.toString(version)));
    }
}
