package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.e2e.openapi.OpenApiDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sends the example requests of the documents in order and compares the documented responses. */
class DocumentsIT {

    @TempDir
    private Path data;

    @Test
    void every_operation_is_documented_with_its_actual_response() throws IOException {
        DocExamples examples = DocExamples.of("api.md");

        try (TestStack stack = TestStack.start(data)) {
            examples.verify(stack.admin());
        }

        assertThat(examples.operations())
                .as("operations in docs/api.md")
                .containsAll(OpenApiDocument.instance().operations());
    }

    @Test
    void a_project_can_be_set_up_and_handed_over_as_documented() throws IOException {
        try (TestStack stack = TestStack.start(data)) {
            DocExamples.of("projects.md").verify(stack.admin());
        }
    }

    @Test
    void tokens_beyond_new_limits_are_found_as_documented() throws IOException {
        String admin;
        try (TestStack stack = TestStack.start(data)) {
            ApiClient first = stack.admin();
            admin = first.create(
                            "{'name':'admin','scopes':['TenantTokenManagement','apiTokens.read'],'expirationDate':'now+30d'}")
                    .token();
            first.create("{'name':'old','owner':'ci-alpha','scopes':['metrics.read']}");
        }
        try (TestStack stack = TestStack.start(data, Map.of("MaxTokenLifetime", "90", "RequireExpiration", "true"))) {
            DocExamples.of("limits.md").verify(stack.clientWithToken(admin));
        }
    }
}
