package dev.tokenry.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BesideTest {

    private static final Path OWN = Path.of("src/test/resources/templates/giver.yaml");
    private static final Path TAKER = Path.of("src/test/resources/templates/taker.yaml");

    @TempDir
    Path folder;

    @Test
    void a_stack_of_others_runs_beside_on_what_the_first_one_offers() throws Exception {
        StackOptions options = options().with(TAKER);

        try (Stack stack = Stack.start(options)) {
            RunningStack taker = stack.beside().getFirst();
            URI url = taker.apiUrls().getFirst();

            assertThat(taker.name()).isEqualTo("taker");
            assertThat(url.getPort()).isNotEqualTo(stack.origin().getPort());
            assertThat(Welcome.text(stack)).contains("Beside it runs taker:\n  " + url + "\n");
            String apiId = taker.template().api().apiId();
            assertThat(apiId).isNotEqualTo(stack.template().api().apiId());
            assertThat(get(url.resolve("/live/thing"))).isEqualTo("200 made-Thing Create Custom::Thing " + apiId);
            assertThat(stack.aws().environment()).containsKey("AWS_ENDPOINT_URL_CLOUDFORMATION");
            assertThat(invoke(stack, "tokenry-MakeFunction")).isEqualTo(200);
            assertThat(invoke(stack, "taker-ShowFunction")).isEqualTo(404);
        }

        // What it had made is made again.
        Stack.start(options).close();
    }

    @Test
    void a_stack_that_cannot_be_made_stops_the_start() throws IOException {
        String taker = Files.readString(TAKER);

        refused(taker.replace("${Stack}-MakeArn", "tokenry-Other"), "no stack here exports tokenry-Other");
        refused(taker.replace("Do: well", "Do: fail"), "Custom resource Thing: it is too late");
        refused(taker.replace("nodejs22.x", "python3.13"), "the runtime python3.13 is not emulated");
        refused(taker.replace("KeySchema", "KeySkema"), "ThingTable (AWS::DynamoDB::Table)");
    }

    @Test
    void two_stacks_of_one_name_are_refused() {
        assertThatThrownBy(() -> Stack.start(options().with(TAKER, TAKER)))
                .isInstanceOf(StartException.class)
                .hasMessage("Two stacks would be called taker");
    }

    private void refused(String yaml, String message) throws IOException {
        Path template = Files.writeString(
                Files.createDirectories(folder.resolve("taker")).resolve("template.yaml"), yaml);
        assertThatThrownBy(() -> Stack.start(options().with(template)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(message);
    }

    private StackOptions options() {
        return StackOptions.of(OWN, folder.resolve("data"));
    }

    private static String get(URI uri) throws Exception {
        var response =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private static int invoke(Stack stack, String name) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        stack.origin().resolve("/2015-03-31/functions/" + name + "/invocations"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"ResourceProperties\":{\"Do\":\"nothing\"}}"))
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=local")
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
