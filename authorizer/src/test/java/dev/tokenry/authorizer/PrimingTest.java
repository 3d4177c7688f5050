package dev.tokenry.authorizer;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tokenry.functions.TestStack;
import org.junit.jupiter.api.Test;

class PrimingTest {

    /** It fails if the made-up token is not looked up, so that the path of a request is not taken to its end. */
    @Test
    void priming_authorizes_a_request_with_the_environment_of_the_stack() {
        assertThatCode(() -> Priming.run(new TestStack().environment())).doesNotThrowAnyException();
    }
}
