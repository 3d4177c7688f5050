package dev.tokenry.authentication;

import static dev.tokenry.administration.TestDependencies.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.administration.TestDependencies;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.DenialReason;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.RejectedUse;
import dev.tokenry.model.RejectedUses;
import dev.tokenry.model.RetiredUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RejectedUseRecorderTest {

    private final TestDependencies dependencies = new TestDependencies();
    private final RejectedUseRecorder recorder = new RejectedUseRecorder(dependencies.store, () -> dependencies.now);
    private final PresentedToken presented = dependencies.insert(UnaryOperator.identity());
    private final List<RuntimeException> failures = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "DISABLED,       disabled",
        "EXPIRED,        expired",
        "OWNER_DISABLED, owner-disabled",
        "OWNER_UNKNOWN,  owner-disabled",
        "ADDRESS,        address",
    })
    void reason_time_and_address_are_recorded(DenialReason reason, String recorded) {
        assertThat(record(reason, "192.0.2.1")).isTrue();

        assertThat(uses()).isEqualTo(new RejectedUses(new RejectedUse(NOW, "192.0.2.1", recorded), null));
    }

    @Test
    void the_use_of_a_retired_secret_is_counted() {
        for (int i = 0; i < 3; i++) {
            assertThat(record(DenialReason.RETIRED_SECRET, "192.0.2." + i)).isTrue();
            assertThat(record(DenialReason.RETIRED_SECRET, "192.0.2.9")).isFalse();
            dependencies.now = dependencies.now.plus(Duration.ofMinutes(6));
        }
        RetiredUse use = new RetiredUse(NOW, NOW.plus(Duration.ofMinutes(12)), "192.0.2.2", 3);
        assertThat(uses()).isEqualTo(new RejectedUses(use.asRejectedUse(), use));
    }

    @ParameterizedTest
    @CsvSource({"0, false", "300000, false", "300001, true"})
    void a_use_is_recorded_once_in_five_minutes(long millis, boolean written) {
        record(DenialReason.DISABLED, "192.0.2.1");
        dependencies.now = NOW.plusMillis(millis);

        assertThat(record(DenialReason.EXPIRED, "192.0.2.2")).isEqualTo(written);
    }

    @ParameterizedTest
    @EnumSource(names = {"WRONG_SECRET", "UNKNOWN", "MALFORMED", "NO_CREDENTIALS"})
    void what_does_not_prove_a_secret_is_never_recorded(DenialReason reason) {
        assertThat(record(reason, "192.0.2.1")).isFalse();

        assertThat(uses()).isEqualTo(RejectedUses.NONE);
        assertThat(failures).hasOnlyElementsOfType(IllegalArgumentException.class);
    }

    @Test
    void what_is_no_address_is_not_recorded_and_a_failure_is_reported() {
        assertThat(record(DenialReason.DISABLED, "test-invoke-source-ip")).isTrue();
        assertThat(uses().last()).isEqualTo(new RejectedUse(NOW, null, "disabled"));

        dependencies.now = NOW.plusSeconds(600);
        dependencies.store.fault = new ServiceUnavailableException("unavailable");
        assertThat(record(DenialReason.DISABLED, null)).isFalse();
        assertThat(failures).containsExactly(dependencies.store.fault);
    }

    private boolean record(DenialReason reason, String address) {
        return recorder.record(dependencies.stored(presented), reason, address, failures::add);
    }

    private RejectedUses uses() {
        return dependencies.stored(presented).rejectedUses();
    }
}
