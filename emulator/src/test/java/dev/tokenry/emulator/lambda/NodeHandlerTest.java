package dev.tokenry.emulator.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.lambda.InvocationResult.FunctionError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeHandlerTest {

    private final Deque<EmulatedFunction> functions = new ArrayDeque<>();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        functions.forEach(EmulatedFunction::close);
    }

    @Test
    void inline_code_runs_like_on_lambda() {
        EmulatedFunction function = inlineFunction(
                "exports.handler = async (event, context) => ({big: event.big, of: context.functionName})");

        assertThat(responseOf(function, "{\n\"big\": 1.50}")).isEqualTo("{\"big\":1.5,\"of\":\"Test\"}");
        assertThat(responseOf(inlineFunction("exports.handler = async () => {}"), "{}"))
                .isEqualTo("null");
        assertThat(responseOf(
                        inlineFunction("exports.handler = (event, context, done) => done(null, event + 'ö')"), "\"ä\""))
                .isEqualTo("\"äö\"");
    }

    @Test
    void the_process_is_reused_and_ends_with_the_function() throws Exception {
        EmulatedFunction function = inlineFunction("let n = 0; exports.handler = async () => [process.pid, ++n]");

        String first = responseOf(function, "{}");
        String second = responseOf(function, "{}");

        long pid = Long.parseLong(first.replaceAll("\\D*(\\d+),1]", "$1"));
        assertThat(second).isEqualTo("[" + pid + ",2]");
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        function.close();
        process.onExit().get(5, TimeUnit.SECONDS);
    }

    @Test
    void the_process_has_only_the_variables_of_the_template() {
        String variables =
                responseOf(inlineFunction("exports.handler = async () => Object.keys(process.env).sort()"), "{}");

        assertThat(variables)
                .isEqualTo("[\"AWS_LAMBDA_FUNCTION_MEMORY_SIZE\",\"AWS_LAMBDA_FUNCTION_NAME\","
                        + "\"AWS_LAMBDA_FUNCTION_VERSION\",\"COLOUR\",\"PATH\"]");
    }

    @Test
    void printed_output_is_not_part_of_the_result() {
        assertThat(responseOf(
                        inlineFunction(
                                "exports.handler = async () => { console.log('!{}'); process.stdout.write('=1\\n'); return 2 }"),
                        "{}"))
                .isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "throw new TypeError('no table')|TypeError|no table",
                "throw new Error('Unauthorized')|Error|Unauthorized",
                "throw 'Unauthorized'|string|Unauthorized",
                "return new Promise((_, reject) => reject(new RangeError('far')))|RangeError|far",
                "process.exit(3)|Runtime.ExitError|Runtime exited with error: exit status 3",
            })
    void a_failure_is_reported_like_lambda(String body, String type, String message) {
        EmulatedFunction function =
                inlineFunction("exports.handler = async (fail) => { if (fail) { " + body + " } return 'well' }");

        assertThat(invoke(function, "true")).isEqualTo(new FunctionError(type, message));
        assertThat(responseOf(function, "false")).isEqualTo("\"well\"");
    }

    @Test
    void an_endless_invocation_is_stopped_and_the_next_one_is_served() {
        EmulatedFunction function =
                inlineFunction("exports.handler = async (busy) => { while (busy) {} return 'free' }");

        // The first invocation also starts the process, so it takes longer.
        assertThat(responseOf(function, "false")).isEqualTo("\"free\"");
        assertThat(invoke(function, "true"))
                .isInstanceOfSatisfying(
                        FunctionError.class,
                        error -> assertThat(error.errorType()).isEqualTo("Sandbox.Timedout"));
        assertThat(responseOf(function, "false")).isEqualTo("\"free\"");
    }

    @Test
    void code_can_be_a_module_in_a_directory_next_to_the_template() throws IOException {
        Path code = Files.createDirectories(directory.resolve("src/api"));
        Files.writeString(
                code.resolve("list.mjs"), "import { own } from './own.mjs'\nexport const run = async () => own");
        Files.writeString(code.resolve("own.mjs"), "export const own = 'mine'");

        assertThat(responseOf(functionOf(spec("api/list.run", null, "src/"), directory), "{}"))
                .isEqualTo("\"mine\"");
    }

    @Test
    void missing_code_is_a_runtime_error() throws IOException {
        assertThat(invoke(functionOf(spec("other.handler", "", ""), directory), "{}"))
                .isEqualTo(new FunctionError("Runtime.ImportModuleError", "Error: Cannot find module 'other'"));
        assertThat(invoke(inlineFunction("exports.other = 1"), "{}"))
                .isEqualTo(new FunctionError("Runtime.HandlerNotFound", "index.handler is undefined or not exported"));
        assertThatThrownBy(() -> functionOf(spec("index.handler", null, "nowhere"), directory))
                .hasMessage("Function TestFunction: its code directory does not exist: nowhere");
    }

    @Test
    void a_missing_node_executable_is_reported_at_startup() {
        assertThatThrownBy(() -> NodeHandler.of(spec("index.handler", "", ""), directory, "no-such-node"))
                .isInstanceOf(FunctionException.class)
                .hasMessage("Function TestFunction: its runtime is nodejs22.x, but no-such-node is not on the PATH; "
                        + "install Node.js 20 or later");
    }

    private EmulatedFunction inlineFunction(String code) {
        return functionOf(spec("index.handler", code, ""), directory);
    }

    private EmulatedFunction functionOf(FunctionSpec spec, Path directory) {
        EmulatedFunction function = EmulatedFunction.of(spec, directory, HandlerFactory.DEFAULT);
        functions.push(function);
        return function;
    }

    private static FunctionSpec spec(String handler, @Nullable String code, String uri) {
        return new FunctionSpec(
                "TestFunction",
                "Test",
                "arn:test",
                "nodejs22.x",
                handler,
                uri,
                code,
                Duration.ofSeconds(5),
                128,
                Map.of("COLOUR", "red"));
    }

    private static String responseOf(EmulatedFunction function, String event) {
        return ((InvocationResult.Payload) invoke(function, event)).json();
    }

    private static InvocationResult invoke(EmulatedFunction function, String event) {
        return function.invoke(event.getBytes(StandardCharsets.UTF_8));
    }
}
