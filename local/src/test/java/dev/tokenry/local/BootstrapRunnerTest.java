package dev.tokenry.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.tokenry.emulator.StartupException;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BootstrapRunnerTest {

    private static final Map<String, Object> ENDED = Map.of("created", false, "live", false, "id", "old");

    @Test
    void the_generation_is_increased_until_a_token_is_created() {
        BootstrapToken token = run(List.of(
                ENDED, ENDED, Map.of("created", true, "id", "tk.A", "token", "tk.A.S", "expirationDate", "soon")));

        assertThat(token.id()).isEqualTo("tk.A");
        assertThat(token.expirationDate()).isEqualTo("soon");
        assertThat(token.reveal()).contains("tk.A.S");
        assertThat(token).hasToString("tk.A");
        assertThat(token.isFirst()).isFalse();
        assertThat(BootstrapHandler.RESPONSES).isEmpty();
    }

    @Test
    void the_token_of_the_first_generation_is_the_first() {
        BootstrapToken token =
                run(List.of(Map.of("created", true, "id", "tk.A", "token", "tk.A.S", "expirationDate", "soon")));

        assertThat(token.isFirst()).isTrue();
    }

    @Test
    void an_active_token_is_reused() {
        BootstrapToken token = run(List.of(ENDED, Map.of("created", false, "live", true, "id", "tk.B")));

        assertThat(token.id()).isEqualTo("tk.B");
        assertThat(token.reveal()).isEmpty();
    }

    @Test
    void addresses_of_this_machine_are_passed_where_addresses_are_required() {
        Map<String, Object> created =
                Map.of("created", true, "id", "tk.A", "token", "tk.A.S", "expirationDate", "soon");
        String limits = "maxTokenLifetime= defaultTokenLifetime= requireExpiration=false maxTokensPerOwner="
                + " requireAllowedIps=%s autoDisableUnusedAfter=";

        run(List.of(created), Map.of("LIMITS", limits.formatted(true)));
        assertThat(BootstrapHandler.lastEvent).isEqualTo(Map.of("allowedIps", List.of("127.0.0.1", "::1")));

        run(List.of(created), Map.of("LIMITS", limits.formatted(false)));
        assertThat(BootstrapHandler.lastEvent).isEmpty();
    }

    @Test
    void a_failing_function_is_reported_in_one_line() {
        assertThatThrownBy(() -> run(List.of()))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith(
                        "Function First failed to create the first token: java.util.NoSuchElementException");
    }

    @Test
    void an_invalid_response_is_reported_in_one_line() {
        assertThatThrownBy(() -> run(List.of(Map.of("errorMessage", "x"))))
                .isInstanceOf(StartupException.class)
                .hasMessage("Function First returned an invalid response");
    }

    private static BootstrapToken run(List<Map<String, Object>> responses) {
        return run(responses, Map.of());
    }

    private static BootstrapToken run(List<Map<String, Object>> responses, Map<String, String> environment) {
        BootstrapHandler.RESPONSES.clear();
        BootstrapHandler.RESPONSES.addAll(responses);
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
                environment);
        assertThat(BootstrapRunner.isBootstrap(spec)).isTrue();
        return BootstrapRunner.run(spec);
    }

    public static final class BootstrapHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {

        static final Deque<Map<String, Object>> RESPONSES = new ArrayDeque<>();
        static Map<String, Object> lastEvent = Map.of();

        @Override
        public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
            lastEvent = event;
            return RESPONSES.removeFirst();
        }
    }
}
