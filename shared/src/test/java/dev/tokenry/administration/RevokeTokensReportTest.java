package dev.tokenry.administration;

import static dev.tokenry.administration.TestDependencies.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.administration.RevokeTokens.Finding;
import dev.tokenry.authentication.RejectedUseRecorder;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.RequestInfo;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Findings of a scanner, of which there can be any number. */
class RevokeTokensReportTest {

    private final TestDependencies dependencies = new TestDependencies();
    private final RevokeTokens revokeTokens = new RevokeTokens(
            dependencies.authenticator,
            dependencies.store,
            new RejectedUseRecorder(dependencies.store, () -> dependencies.now),
            () -> dependencies.now);
    private final PresentedToken first = dependencies.insert(UnaryOperator.identity());
    private final PresentedToken second = dependencies.insert(UnaryOperator.identity());

    @Test
    void each_value_is_revoked_once_however_often_it_was_found() {
        execute(first, second, first, first);

        assertThat(isLeaked(first)).isTrue();
        assertThat(isLeaked(second)).isTrue();
        assertThat(dependencies.store.finds).isEqualTo(2);
        assertThat(dependencies.store.replaceAttempts).hasSize(2);
    }

    @Test
    void a_report_for_which_there_is_too_little_time_is_no_success_and_goes_on_when_it_is_repeated() {
        dependencies.store.beforeWrite = () -> dependencies.now = NOW.plus(RevokeTokens.TIME_BUDGET);
        assertUnavailable(first, second);
        assertThat(isLeaked(first)).isTrue();
        assertThat(isLeaked(second)).isFalse();

        execute(first, second);

        assertThat(isLeaked(second)).isTrue();
    }

    @Test
    void a_damaged_record_does_not_protect_other_tokens_and_is_no_success() {
        dependencies.store.onFind = () -> {
            dependencies.store.onFind = () -> {};
            throw new CorruptRecordException(first.id().value(), "scopes");
        };

        assertUnavailable(first, second);

        assertThat(isLeaked(second)).isTrue();
    }

    @Test
    void a_fault_is_no_success() {
        dependencies.store.fault = new ServiceUnavailableException("The table is unavailable");
        assertUnavailable(first);
        dependencies.store.fault = null;
        dependencies.pepperFault = new ServiceUnavailableException("The key is unavailable");
        assertUnavailable(first);
    }

    private void assertUnavailable(PresentedToken... found) {
        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(() -> execute(found));
    }

    private boolean isLeaked(PresentedToken presented) {
        return dependencies.stored(presented).isLeaked();
    }

    private void execute(PresentedToken... found) {
        List<Finding> findings = Stream.of(found)
                .map(each -> new Finding(each.reveal(), "https://github.com/acme"))
                .toList();
        revokeTokens.execute(new RequestInfo("request-1", "192.0.2.1", "test"), findings);
    }
}
