package dev.tokenry.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.error.ServiceUnavailableException;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

class AwsCallsTest {

    private static final SdkException OUTCOME = SdkClientException.create("failed condition");

    private final AwsCalls service = new AwsCalls("Test", OUTCOME::equals);

    @Test
    void call_returns_the_response() {
        assertThat(service.call(String::length, "request")).isEqualTo(7);
    }

    @Test
    void outcome_is_thrown_to_the_caller() {
        assertThatThrownBy(() -> service.call(failing(OUTCOME), "request")).isSameAs(OUTCOME);
    }

    @Test
    void other_exception_makes_the_service_unavailable() {
        CancellationException fault = new CancellationException();

        assertThatExceptionOfType(ServiceUnavailableException.class)
                .isThrownBy(() -> service.call(failing(fault), "request"))
                .withMessage("Test is unavailable")
                .withCause(fault);
    }

    @Test
    void error_of_the_jvm_is_not_an_outage() {
        assertThatExceptionOfType(NoClassDefFoundError.class)
                .isThrownBy(() -> service.call(
                        request -> {
                            throw new NoClassDefFoundError(request);
                        },
                        "request"));
    }

    private static Function<String, String> failing(RuntimeException exception) {
        return request -> {
            throw exception;
        };
    }
}
