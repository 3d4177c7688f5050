package dev.tokenry.authorizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tokenry.aws.Environment;
import dev.tokenry.functions.TestStack;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrimingTest {

    /** It fails if the made-up token is not looked up, so that the path of a request is not taken to its end. */
    @Test
    void priming_authorizes_a_request_with_the_environment_of_the_stack() {
        assertThatCode(() -> Priming.run(new TestStack().environment())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "'', false",
        "on-demand, false",
        "provisioned-concurrency, true",
        "snap-start, true",
        "lambda-managed-instances, true",
    })
    void the_authorizer_is_primed_where_no_request_waits_for_it(String initializationType, boolean primed) {
        Environment environment = new Environment(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", initializationType));

        assertThat(AuthorizerWiring.initializationPrecedesRequests(environment)).isEqualTo(primed);
    }
}
