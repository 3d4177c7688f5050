package dev.tokenry.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.Token;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * Tests that the authorizer migrates digests to the current pepper version and that a failure does not affect the
 * decision.
 */
class DigestMigrationTest {

    private final TestStack stack = new TestStack();
    private final Token token = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("apiTokens.write")
            .store();

    @Test
    void use_migrates_the_digest_without_changing_the_version() throws IOException {
        stack.bootstrapWithPeppers(2, 1);

        assertThat(effect()).isEqualTo("Allow");

        Token stored = stack.tokens().get(token.id());
        assertThat(stored.secrets().current().pepperVersion()).isEqualTo(2);
        assertThat(stored.version()).isEqualTo(token.version());
        assertThat(stack.isActive(TestStack.CALLING_TOKEN)).isTrue();
        assertThat(stack.logLines()).isEmpty();
    }

    @Test
    void pepper_that_is_not_the_write_version_migrates_no_digest() throws IOException {
        stack.bootstrapWithPeppers(1, 2);

        assertThat(effect()).isEqualTo("Allow");

        assertThat(stack.tokens().get(token.id()).secrets().current())
                .isEqualTo(token.secrets().current());
    }

    @Test
    void unverified_write_pepper_is_logged_and_other_tokens_still_work() throws IOException {
        stack.setPepperVersions(2, 1);

        assertThat(effect()).isEqualTo("Allow");

        assertThat(stack.logLines()).containsExactly("digest not renewed: PepperRejectedException");
        assertThat(stack.tokens().get(token.id()).secrets().current())
                .isEqualTo(token.secrets().current());
    }

    @Test
    void failed_migration_is_logged_and_the_request_is_allowed() throws IOException {
        stack.bootstrapWithPeppers(2, 1);
        stack.tokens().failWrites();

        assertThat(effect()).isEqualTo("Allow");

        assertThat(stack.logLines())
                .containsExactly(
                        "last use not recorded: ServiceUnavailableException",
                        "digest not renewed: ServiceUnavailableException");
    }

    private String effect() throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        TestAuthorizer.of(stack)
                .handleRequest(TestEvent.load("authorize-create").toInputStream(), output, stack.context());
        return TestResponse.json(output.toString(StandardCharsets.UTF_8))
                .at("/policyDocument/Statement/0/Effect")
                .textValue();
    }
}
