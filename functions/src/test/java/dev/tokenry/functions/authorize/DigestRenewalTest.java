package dev.tokenry.functions.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.Token;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the authorizer makes of digests of another pepper, and what becomes of a request when it cannot. */
class DigestRenewalTest {

    private final TestStack stack = new TestStack();
    private final Token token =
            stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes("apiTokens.write").store();

    @Test
    void a_use_renews_the_digest_before_the_answer_under_a_version_that_stays() throws IOException {
        stack.bootstrapWithPeppers(2, 1);

        assertThat(effect()).isEqualTo("Allow");

        Token kept = stack.tokens().get(token.id());
        assertThat(kept.secrets().current().pepperVersion()).isEqualTo(2);
        assertThat(kept.version()).isEqualTo(token.version());
        assertThat(stack.isActive(TestStack.CALLING_TOKEN)).isTrue();
        assertThat(stack.logLines()).isEmpty();
    }

    @Test
    void a_new_pepper_that_is_verified_and_not_written_with_changes_no_digest() throws IOException {
        stack.bootstrapWithPeppers(1, 2);

        assertThat(effect()).isEqualTo("Allow");

        assertThat(stack.tokens().get(token.id()).secrets()).isEqualTo(token.secrets());
    }

    @Test
    void a_pepper_to_write_that_bootstrap_has_not_seen_lets_tokens_of_the_other_in_and_is_told() throws IOException {
        stack.setPepperVersions(2, 1);

        assertThat(effect()).isEqualTo("Allow");

        assertThat(stack.logLines()).containsExactly("digest not renewed: PepperRefused");
        assertThat(stack.tokens().get(token.id()).secrets()).isEqualTo(token.secrets());
    }

    @Test
    void a_renewal_that_cannot_be_kept_lets_in_and_is_told_without_a_value() throws IOException {
        stack.bootstrapWithPeppers(2, 1);
        stack.tokens().failWrites();

        assertThat(effect()).isEqualTo("Allow");

        assertThat(stack.logLines()).containsExactly("last use not kept: Unavailable", "digest not renewed: Unavailable");
    }

    private String effect() throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        new AuthorizeHandler(stack.wiring())
                .handleRequest(TestEvent.load("authorize-create").toInputStream(), output, stack.context());
        return TestResponse.json(output.toString(StandardCharsets.UTF_8))
                .at("/policyDocument/Statement/0/Effect")
                .textValue();
    }
}
