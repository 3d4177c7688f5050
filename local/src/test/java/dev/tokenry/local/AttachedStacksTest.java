package dev.tokenry.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.emulator.EmulatedStack;
import dev.tokenry.emulator.StartupException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachedStacksTest {

    private static final Path EXPORTING_TEMPLATE = Path.of("src/test/resources/templates/exporting.yaml");
    private static final Path IMPORTING_TEMPLATE = Path.of("src/test/resources/templates/importing.yaml");

    @TempDir
    Path directory;

    @Test
    void an_attached_stack_uses_the_exports_of_the_primary_stack() throws Exception {
        StackOptions options = options().withAttached(IMPORTING_TEMPLATE);

        try (LocalTokenry stack = LocalTokenry.start(options)) {
            EmulatedStack importing = stack.attachedStacks().getFirst();
            URI url = importing.apiUrls().getFirst();

            assertThat(importing.name()).isEqualTo("importing");
            assertThat(url.getPort()).isNotEqualTo(stack.origin().getPort());
            String apiId = importing.template().api().apiId();
            assertThat(StartupBanner.render(stack))
                    .contains("The attached stack importing is at\n  " + url + "  (API " + apiId + ")\n");
            assertThat(apiId).isNotEqualTo(stack.template().api().apiId());
            assertThat(get(url.resolve("/live/thing"))).isEqualTo("200 made-Thing Create Custom::Thing " + apiId);
            assertThat(stack.aws().environment()).containsKey("AWS_ENDPOINT_URL_CLOUDFORMATION");
            assertThat(invoke(stack, "tokenry-MakeFunction")).isEqualTo(200);
            assertThat(invoke(stack, "importing-ShowFunction")).isEqualTo(404);
        }

        // A restart creates the custom resources again.
        LocalTokenry.start(options).close();
    }

    @Test
    void a_stack_that_cannot_be_created_fails_the_startup() throws IOException {
        String importingTemplate = Files.readString(IMPORTING_TEMPLATE);

        assertRejected(
                importingTemplate.replace("${Stack}-MakeArn", "tokenry-Other"), "no stack exports tokenry-Other");
        assertRejected(importingTemplate.replace("Do: well", "Do: fail"), "Custom resource Thing: it is too late");
        assertRejected(importingTemplate.replace("nodejs22.x", "python3.13"), "the runtime python3.13 is not emulated");
        assertRejected(importingTemplate.replace("KeySchema", "KeySkema"), "ThingTable (AWS::DynamoDB::Table)");
    }

    @Test
    void two_stacks_with_the_same_name_are_rejected() {
        assertThatThrownBy(() -> LocalTokenry.start(options().withAttached(IMPORTING_TEMPLATE, IMPORTING_TEMPLATE)))
                .isInstanceOf(StartupException.class)
                .hasMessage("Two stacks would be called importing");
    }

    private void assertRejected(String yaml, String message) throws IOException {
        Path template = Files.writeString(
                Files.createDirectories(directory.resolve("importing")).resolve("template.yaml"), yaml);
        assertThatThrownBy(() -> LocalTokenry.start(options().withAttached(template)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(message);
    }

    private StackOptions options() {
        return StackOptions.of(EXPORTING_TEMPLATE, directory.resolve("data"));
    }

    private static String get(URI uri) throws Exception {
        var response =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private static int invoke(LocalTokenry stack, String name) throws Exception {
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
