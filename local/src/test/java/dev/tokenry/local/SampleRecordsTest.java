package dev.tokenry.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleRecordsTest {

    private static final Path TEMPLATE = Path.of("../template.yaml");
    private static final JsonMapper JSON = new JsonMapper();

    private static final Map<String, String> BODIES =
            Map.of("POST", "{\"contentType\":\"text/plain\",\"contentLength\":1}");

    /** The command in the banner, whose first line has two blanks before it and all others more. */
    private static final Pattern JOB_COMMAND = Pattern.compile("(?m)^ {2}curl \\S+ \\S+/mint .*\\n(?: {4}.*\\n)+");

    @TempDir
    Path data;

    @Test
    void the_command_of_the_banner_gives_a_job_a_token() throws Exception {
        try (LocalTokenry stack = LocalTokenry.start(options().withSamples())) {
            Matcher command = JOB_COMMAND.matcher(StartupBanner.render(stack));
            assertThat(command.find()).isTrue();

            JsonNode response = JSON.readTree(run(command.group()));

            assertThat(response.path("project").asText()).isEqualTo("alpha");
            assertThat(response.path("scope").asText()).isEqualTo("snapshots.upload");
            assertThat(response.path("expires_in").asInt()).isEqualTo(900);
            String token = response.path("access_token").asText();
            assertThat(send(stack, "POST", "/v2/projects/alpha/snapshots", token)
                            .statusCode())
                    .isEqualTo(201);
            assertThat(send(stack, "POST", "/v2/projects/beta/snapshots", token).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void only_the_first_start_creates_the_records() throws Exception {
        String token;
        try (LocalTokenry stack = LocalTokenry.start(options().withSamples())) {
            token = stack.bootstrapToken().flatMap(BootstrapToken::reveal).orElseThrow();
            assertThat(send(stack, "DELETE", "/v2/trusts/ci-alpha", token).statusCode())
                    .isEqualTo(204);
        }
        try (LocalTokenry stack = LocalTokenry.start(options().withSamples())) {
            assertThat(stack.samples()).isEqualTo(new SampleResult.NotRequested());
            assertThat(send(stack, "GET", "/v2/trusts/ci-alpha", token).statusCode())
                    .isEqualTo(404);
            assertThat(StartupBanner.render(stack)).doesNotContain("/mint");
        }
    }

    @Test
    void a_stack_without_samples_is_empty() throws Exception {
        try (LocalTokenry stack = LocalTokenry.start(options())) {
            String token =
                    stack.bootstrapToken().flatMap(BootstrapToken::reveal).orElseThrow();
            assertThat(send(stack, "GET", "/v2/issuers", token).body()).isEqualTo("{\"issuers\":[]}");
            assertThat(StartupBanner.render(stack)).doesNotContain("/mint", "not created");
        }
    }

    @Test
    void the_records_are_within_limits() {
        StackOptions strict = new StackOptions(
                TEMPLATE, data, 0, false, Map.of("RequireAllowedIps", "true", "MaxTokenLifetime", "1"));
        try (LocalTokenry stack = LocalTokenry.start(strict.withSamples())) {
            assertThat(stack.samples()).isEqualTo(new SampleResult.Created());
        }
    }

    @Test
    void a_request_that_fails_is_reported() {
        SampleRecords records;
        try (LocalTokenry stack = LocalTokenry.start(options())) {
            records = new SampleRecords(stack.baseUrl(), false, stack.issuers());
            assertThat(records.create("wrong"))
                    .isInstanceOfSatisfying(
                            SampleResult.Failed.class,
                            failed -> assertThat(failed.reason()).startsWith("PUT /v2/issuers/github got 401: "));
        }
        assertThat(records.create("wrong")).isInstanceOf(SampleResult.Failed.class);
    }

    private StackOptions options() {
        return StackOptions.of(TEMPLATE, data);
    }

    private static String run(String command) throws Exception {
        Process shell = new ProcessBuilder("bash", "-c", "set -o pipefail\n" + command).start();
        shell.getOutputStream().close();
        String output = new String(shell.getInputStream().readAllBytes(), UTF_8);
        String errors = new String(shell.getErrorStream().readAllBytes(), UTF_8);
        assertThat(shell.waitFor()).as(errors).isZero();
        return output;
    }

    private static HttpResponse<String> send(LocalTokenry stack, String method, String path, String token)
            throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(stack.baseUrl() + path))
                            .header("Authorization", "Api-Token " + token)
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofString(BODIES.getOrDefault(method, "")))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
