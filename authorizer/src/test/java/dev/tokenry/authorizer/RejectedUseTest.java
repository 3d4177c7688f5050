package dev.tokenry.authorizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.RejectedUse;
import dev.tokenry.model.RejectedUses;
import dev.tokenry.model.Token;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests that the authorizer records rejected uses, and that neither the record nor a failure affects the response. */
class RejectedUseTest {

    private final TestStack stack = new TestStack();
    private final AuthorizeHandler handler = TestAuthorizer.of(stack);

    @Test
    void a_rejected_use_is_recorded_before_the_response_and_changes_no_version() {
        Token token =
                stack.token().tokenValue(TestStack.CALLING_TOKEN).disabled().store();

        assertUnauthorized(event());

        Token stored = stack.tokens().get(token.id());
        assertThat(stored)
                .isEqualTo(token.withRejectedUses(
                        new RejectedUses(new RejectedUse(TestStack.NOW, "203.0.113.7", "disabled"), null)));
        assertThat(stack.logLines()).containsExactly("denied: DISABLED");
    }

    @Test
    void a_wrong_secret_writes_nothing() {
        Token token =
                stack.token().tokenValue(TestStack.CALLING_TOKEN).disabled().store();
        stack.tokens().failWrites();

        assertUnauthorized(event().header("Authorization", "Api-Token " + TestStack.OTHER_TOKEN));
        assertUnauthorized(TestEvent.load("authorize-garbage"));

        assertThat(stack.tokens().get(token.id())).isEqualTo(token);
        assertThat(stack.logLines()).noneMatch(line -> line.contains("not recorded"));
    }

    @Test
    void a_failure_is_logged_and_the_response_is_the_same() {
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .expiresIn(Duration.ofMillis(1))
                .store();
        stack.advance(Duration.ofMillis(1));
        stack.tokens().failWrites();

        assertUnauthorized(event());

        assertThat(stack.logLines())
                .containsExactly("rejected use not recorded: ServiceUnavailableException", "denied: EXPIRED");
    }

    private static TestEvent event() {
        return TestEvent.load("authorize-create");
    }

    private void assertUnauthorized(TestEvent event) {
        assertThatThrownBy(() ->
                        handler.handleRequest(event.toInputStream(), new ByteArrayOutputStream(), stack.context()))
                .isExactlyInstanceOf(UnauthorizedException.class);
    }
}
