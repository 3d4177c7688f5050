package dev.tokenry.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    private static final Map<String, Object> ENDED = Map.of("created", false, "live", false, "id", "old");

    @Test
    void the_generation_is_raised_until_a_token_is_made() {
        FirstToken token = run(List.of(
                ENDED, ENDED, Map.of("created", true, "id", "tk.A", "token", "tk.A.S", "expirationDate", "soon")));

        assertThat(token.id()).isEqualTo("tk.A");
        assertThat(token.expirationDate()).isEqualTo("soon");
        assertThat(token.reveal()).contains("tk.A.S");
        assertThat(token).hasToString("tk.A");
        assertThat(BootstrapHandler.ANSWERS).isEmpty();
    }

    @Test
    void a_live_token_is_left_alone() {
        FirstToken token = run(List.of(ENDED, Map.of("created", false, "live", true, "id", "tk.B")));

        assertThat(token.id()).isEqualTo("tk.B");
        assertThat(token.reveal()).isEmpty();
    }

    @Test
    void a_function_that_fails_is_one_line() {
        assertThatThrownBy(() -> run(List.of()))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("Function First made no first token: java.util.NoSuchElementException");
    }

    @Test
    void an_answer_that_says_nothing_is_one_line() {
        assertThatThrownBy(() -> run(List.of(Map.of("errorMessage", "x"))))
                .isInstanceOf(StartException.class)
                .hasMessage("Function First did not say whether it made a token");
    }

    private static FirstToken run(List<Map<String, Object>> answers) {
        BootstrapHandler.ANSWERS.clear();
        BootstrapHandler.ANSWERS.addAll(answers);
        FunctionSpec spec = new FunctionSpec(
                "First",
                "First",
                "arn:first",
                "java25",
                BootstrapHandler.class.getName(),
                "none.zip",
                null,
                Duration.ofSeconds(5),
                128,
                Map.of());
        assertThat(Bootstrap.isBootstrap(spec)).isTrue();
        return Bootstrap.run(spec);
    }

    public static final class BootstrapHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {

        static final Deque<Map<String, Object>> ANSWERS = new ArrayDeque<>();

        @Override
        public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
            return ANSWERS.removeFirst();
        }
    }
}
