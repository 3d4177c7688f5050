package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The event files, which the documentation, {@code sam local invoke} and tests share. */
class EventFilesTest {

    private static final Path EVENT_FOLDER = Path.of("..", "events");
    private static final Pattern LOAD_CALL = Pattern.compile(
            // In a call, or as an argument or in a row of the tests of exchanges.
            "TestEvent\\s*\\.load\\(\"([a-z0-9-]+)\"\\)|\"(token-[a-z]+)(?:\", |\\| [A-Z])");

    static List<String> names() {
        try (Stream<Path> files = Files.list(EVENT_FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.replaceFirst("\\.json$", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_event_file_is_used_by_a_test() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String module : List.of("functions", "authorizer")) {
            try (Stream<Path> sources = Files.walk(Path.of("..", module, "src", "test", "java"))) {
                for (Path source : sources.filter(Files::isRegularFile).toList()) {
                    Matcher matcher = LOAD_CALL.matcher(Files.readString(source));
                    while (matcher.find()) {
                        used.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
                    }
                }
            }
        }

        assertThat(names()).isNotEmpty().containsExactlyElementsOf(used);
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_event_is_readable_by_the_lambda_runtime(String name) throws IOException {
        JsonNode event = TestResponse.json(Files.readString(EVENT_FOLDER.resolve(name + ".json")));
        if (name.equals("bootstrap")
                || name.equals("maintenance")
                || name.equals("notices")
                || name.equals("audit-stream")
                || name.startsWith("rules-")
                || name.equals("limits-resource")) {
            assertThat(event.isObject()).isTrue();
            return;
        }
        if (event.has("version") || event.path("type").asText().equals("TOKEN")) {
            return;
        }
        APIGatewayProxyRequestEvent request = TestEvent.load(name).toRequest();

        assertThat(request.getResource()).isNotBlank();
        assertThat(request.getHttpMethod()).isNotBlank();
        assertThat(request.getRequestContext().getPath()).isEqualTo("/api" + request.getPath());
        assertThat(request.getRequestContext().getResourcePath()).isEqualTo(request.getResource());
        assertThat(request.getMultiValueHeaders().keySet())
                .isEqualTo(request.getHeaders().keySet());
        assertThat(event.has("methodArn")).isEqualTo(name.startsWith("authorize-"));
    }

    @Test
    void every_authorizer_event_has_an_arn() {
        assertThat(TestEvent.load("authorize-token").toJson()).contains("\"methodArn\":\"arn:aws:execute-api:");
        assertThat(TestEvent.load("authorize-http-1").toJson()).contains("\"methodArn\":\"arn:aws:execute-api:");
        assertThat(TestEvent.load("authorize-http-2").toJson()).contains("\"routeArn\":\"arn:aws:execute-api:");
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_token_in_an_event_is_an_example_token(String name) throws IOException {
        String text = Files.readString(EVENT_FOLDER.resolve(name + ".json"));
        Set<String> tokens = Pattern.compile("[a-z0-9]{2,12}\\.[A-Z2-7]{24}\\.[A-Z2-7]{64}")
                .matcher(text)
                .results()
                .map(it -> it.group())
                .collect(Collectors.toSet());

        assertThat(tokens).isSubsetOf(TestStack.CALLING_TOKEN, TestStack.OTHER_TOKEN);
    }
}
