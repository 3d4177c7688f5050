package dev.tokenry.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.local.lambda.Outcome.FunctionError;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
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

class NodeFunctionTest {

    private final Deque<LocalFunction> functions = new ArrayDeque<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        functions.forEach(LocalFunction::close);
    }

    @Test
    void code_in_the_template_answers_as_on_lambda() {
        LocalFunction function =
                inline("exports.handler = async (event, context) => ({big: event.big, of: context.functionName})");

        assertThat(answer(function, "{\n\"big\": 1.50}")).isEqualTo("{\"big\":1.5,\"of\":\"Test\"}");
        assertThat(answer(inline("exports.handler = async () => {}"), "{}")).isEqualTo("null");
        assertThat(answer(inline("exports.handler = (event, context, done) => done(null, event + 'ö')"), "\"ä\""))
                .isEqualTo("\"äö\"");
    }

    @Test
    void the_process_is_kept_and_ends_with_the_function() throws Exception {
        LocalFunction function = inline("let n = 0; exports.handler = async () => [process.pid, ++n]");

        String first = answer(function, "{}");
        String second = answer(function, "{}");

        long pid = Long.parseLong(first.replaceAll("\\D*(\\d+),1]", "$1"));
        assertThat(second).isEqualTo("[" + pid + ",2]");
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        function.close();
        process.onExit().get(5, TimeUnit.SECONDS);
    }

    @Test
    void the_templates_variables_are_all_it_has() {
        String variables = answer(inline("exports.handler = async () => Object.keys(process.env).sort()"), "{}");

        assertThat(variables)
                .isEqualTo("[\"AWS_LAMBDA_FUNCTION_MEMORY_SIZE\",\"AWS_LAMBDA_FUNCTION_NAME\","
                        + "\"AWS_LAMBDA_FUNCTION_VERSION\",\"COLOUR\",\"PATH\"]");
    }

    @Test
    void what_it_prints_is_no_answer() {
        assertThat(answer(
                        inline(
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
    void a_failure_is_told_as_lambda_tells_it(String body, String type, String message) {
        LocalFunction function =
                inline("exports.handler = async (fail) => { if (fail) { " + body + " } return 'well' }");

        assertThat(invoke(function, "true")).isEqualTo(new FunctionError(type, message));
        assertThat(answer(function, "false")).isEqualTo("\"well\"");
    }

    @Test
    void one_that_never_ends_is_stopped_and_the_next_is_served() {
        LocalFunction function = inline("exports.handler = async (busy) => { while (busy) {} return 'free' }");

        // The first also pays for the start of its process.
        assertThat(answer(function, "false")).isEqualTo("\"free\"");
        assertThat(invoke(function, "true"))
                .isInstanceOfSatisfying(
                        FunctionError.class,
                        error -> assertThat(error.errorType()).isEqualTo("Sandbox.Timedout"));
        assertThat(answer(function, "false")).isEqualTo("\"free\"");
    }

    @Test
    void code_may_be_in_a_folder_beside_the_template_and_a_module() throws IOException {
        Path code = Files.createDirectories(folder.resolve("src/api"));
        Files.writeString(
                code.resolve("list.mjs"), "import { own } from './own.mjs'\nexport const run = async () => own");
        Files.writeString(code.resolve("own.mjs"), "export const own = 'mine'");

        assertThat(answer(of(spec("api/list.run", null, "src/"), folder), "{}")).isEqualTo("\"mine\"");
    }

    @Test
    void code_that_is_not_there_is_an_error_of_the_runtime() throws IOException {
        assertThat(invoke(of(spec("other.handler", "", ""), folder), "{}"))
                .isEqualTo(new FunctionError("Runtime.ImportModuleError", "Error: Cannot find module 'other'"));
        assertThat(invoke(inline("exports.other = 1"), "{}"))
                .isEqualTo(new FunctionError("Runtime.HandlerNotFound", "index.handler is undefined or not exported"));
        assertThatThrownBy(() -> of(spec("index.handler", null, "nowhere"), folder))
                .hasMessage("Function TestFunction: its code is not in a folder nowhere");
    }

    @Test
    void a_machine_without_node_is_told_at_start() {
        assertThatThrownBy(() -> NodeHandler.of(spec("index.handler", "", ""), folder, "no-such-node"))
                .isInstanceOf(FunctionException.class)
                .hasMessage(
                        "Function TestFunction: its runtime is nodejs22.x, and there is no no-such-node on the PATH; "
                                + "install Node.js 20 or later");
    }

    private LocalFunction inline(String code) {
        return of(spec("index.handler", code, ""), folder);
    }

    private LocalFunction of(FunctionSpec spec, Path folder) {
        LocalFunction function = LocalFunction.of(spec, folder);
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

    private static String answer(LocalFunction function, String event) {
        return ((Outcome.Answer) invoke(function, event)).json();
    }

    private static Outcome invoke(LocalFunction function, String event) {
        return function.invoke(event.getBytes(StandardCharsets.UTF_8));
    }
}
