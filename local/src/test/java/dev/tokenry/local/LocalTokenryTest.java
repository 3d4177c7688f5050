package dev.tokenry.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.emulator.StartupException;
import dev.tokenry.emulator.lambda.InvocationResult;
import dev.tokenry.emulator.lambda.InvokeEndpoint;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTokenryTest {

    private static final Path TEMPLATE = Path.of("src/test/resources/templates/shop.yaml");

    @TempDir
    Path directory;

    @Test
    void a_stack_serves_its_template_until_close() throws Exception {
        StackOptions options = StackOptions.of(TEMPLATE, directory.resolve("data"));

        try (LocalTokenry stack = LocalTokenry.start(options)) {
            assertThat(stack.baseUrl()).isEqualTo(stack.origin().resolve("/api"));
            assertThat(get(stack, "/health")).isEqualTo("200 {\"status\":\"up\"}");
            assertThat(get(stack, "/api/v2/open")).isEqualTo("200 done");
            assertThat(get(stack, "/local/events?format=json")).isEqualTo("200 {\"events\":[]}");
            assertThat(get(stack, "/local/mailbox?format=json")).isEqualTo("200 {\"messages\":[]}");
            assertThat(stack.invoke("ShopFunction", "{}")).isInstanceOf(InvocationResult.Payload.class);
            assertThat(stack.bootstrapToken()).isEmpty();
            assertThat(StartupBanner.render(stack))
                    .contains("  " + stack.baseUrl() + "\n")
                    .contains("  " + stack.origin() + "/local/events\n", "  " + stack.origin() + "/local/mailbox\n")
                    .contains("  " + stack.origin() + "/local/issuers\n")
                    .doesNotContain("console");

            int port = stack.origin().getPort();
            assertThatThrownBy(() -> LocalTokenry.start(options)).hasMessageEndingWith("is in use by another run");
            assertThatThrownBy(() -> LocalTokenry.start(
                            new StackOptions(TEMPLATE, directory.resolve("other"), port, false, Map.of())))
                    .isInstanceOf(StartupException.class)
                    .hasMessageMatching("Port " + port + ": .+; set TOKENRY_PORT to another port");
        }

        LocalTokenry.start(options).close();
    }

    @Test
    void only_the_names_of_this_machine_and_one_other_are_served() throws Exception {
        StackOptions options = new StackOptions(
                TEMPLATE,
                directory.resolve("data"),
                0,
                Optional.of("dev.example"),
                false,
                Map.of(),
                List.of(Path.of("src/test/resources/templates/exporting.yaml")),
                false,
                false);

        try (LocalTokenry stack = LocalTokenry.start(options)) {
            assertThat(statusWithHost(stack, "/health", "localhost")).isEqualTo(200);
            assertThat(statusWithHost(stack, "/health", "dev.example:8080")).isEqualTo(200);
            assertThat(statusWithHost(stack, "/local/events", "dev.example:8080"))
                    .isEqualTo(200);
            for (String path : List.of(
                    "/health",
                    "/local/events",
                    "/local/mailbox?format=json",
                    "/local/issuers",
                    "/local/issuers/people/authorize")) {
                assertThat(statusWithHost(stack, path, "evil.example")).isEqualTo(403);
            }
            assertThat(statusWithHost(stack, InvokeEndpoint.PATH + "ShopFunction/invocations", "evil.example"))
                    .isEqualTo(403);
        }
    }

    @Test
    void the_startup_banner_shows_the_console_url() {
        try (LocalTokenry stack =
                LocalTokenry.start(StackOptions.of(Path.of("../template.yaml"), directory.resolve("data")))) {
            assertThat(StartupBanner.render(stack))
                    .contains("The web console is at\n  " + stack.origin() + "/api/console/\n");
        }
    }

    @Test
    void a_missing_template_is_reported_in_one_line() {
        assertThatThrownBy(() ->
                        LocalTokenry.start(StackOptions.of(directory.resolve("none.yaml"), directory.resolve("data"))))
                .isInstanceOf(StartupException.class)
                .hasMessageEndingWith("none.yaml cannot be read");
    }

    /** Sends the bytes of a request, because HTTP clients set the header Host themselves. */
    private static int statusWithHost(LocalTokenry stack, String path, String host) throws Exception {
        try (Socket socket = new Socket(stack.origin().getHost(), stack.origin().getPort())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(response.split(" ", 3)[1]);
        }
    }

    private static String get(LocalTokenry stack, String path) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(stack.origin().resolve(path)).build(),
                        HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }
}
