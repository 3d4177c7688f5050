package dev.tokenry.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.emulator.lambda.InvocationResult;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTest {

    private static final Path TEMPLATE = Path.of("src/test/resources/templates/gateway.yaml");

    @TempDir
    Path folder;

    @Test
    void a_stack_serves_its_template_until_it_is_closed() throws Exception {
        StackOptions options = StackOptions.of(TEMPLATE, folder.resolve("data"));

        try (Stack stack = Stack.start(options)) {
            assertThat(stack.baseUrl()).isEqualTo(stack.origin().resolve("/api"));
            assertThat(get(stack, "/health")).isEqualTo("200 {\"status\":\"up\"}");
            assertThat(get(stack, "/api/v2/act?do=work")).isEqualTo("200 done");
            assertThat(stack.invoke("EchoFunction", "{}")).isInstanceOf(InvocationResult.Payload.class);
            assertThat(stack.firstToken()).isEmpty();
            assertThat(Welcome.text(stack))
                    .contains("  " + stack.baseUrl() + "\n")
                    .doesNotContain("console");

            int port = stack.origin().getPort();
            assertThatThrownBy(() -> Stack.start(options)).hasMessageEndingWith("is in use by another run");
            assertThatThrownBy(() ->
                            Stack.start(new StackOptions(TEMPLATE, folder.resolve("other"), port, false, Map.of())))
                    .isInstanceOf(StartException.class)
                    .hasMessageMatching("Port " + port + ": .+; name another one in TOKENRY_PORT");
        }

        Stack.start(options).close();
    }

    @Test
    void whoever_starts_tokenry_is_told_where_its_console_is() {
        try (Stack stack = Stack.start(StackOptions.of(Path.of("../template.yaml"), folder.resolve("data")))) {
            assertThat(Welcome.text(stack)).contains("The web console is at\n  " + stack.origin() + "/api/console/\n");
        }
    }

    @Test
    void a_template_that_is_not_there_is_one_line() {
        assertThatThrownBy(() -> Stack.start(StackOptions.of(folder.resolve("none.yaml"), folder.resolve("data"))))
                .isInstanceOf(StartException.class)
                .hasMessageEndingWith("none.yaml cannot be read");
    }

    private static String get(Stack stack, String path) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(stack.origin().resolve(path)).build(),
                        HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }
}
