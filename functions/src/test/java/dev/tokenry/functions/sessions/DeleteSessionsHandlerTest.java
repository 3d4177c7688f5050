package dev.tokenry.functions.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeleteSessionsHandlerTest implements WriteContract {

    private final TestStack stack = new TestStack();
    private final DeleteSessionsHandler handler = new DeleteSessionsHandler(stack.wiring());
    private final Token session = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .owner("Jane")
            .session()
            .expiresIn(Duration.ofHours(1))
            .store();

    @Override
    public TestStack stack() {
        return stack;
    }

    @Override
    public RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler() {
        return handler;
    }

    @Override
    public TestEvent request() {
        return TestEvent.load("sessions-delete").calledBy(session);
    }

    @Override
    public Token authorizedToken() {
        return session;
    }

    @Test
    void all_sessions_of_the_person_and_no_other_tokens_are_deleted() {
        stack.token().owner("jane").session().expiresIn(Duration.ofHours(1)).store();
        stack.token()
                .owner("JANE")
                .session()
                .disabled()
                .expiresIn(Duration.ofHours(1))
                .store();
        Token ofJob = stack.token()
                .owner("jane")
                .project("web")
                .ofJob()
                .expiresIn(Duration.ofHours(1))
                .store();
        Token personal = stack.token().owner("jane").personal().store();
        Token ofOther = stack.token()
                .owner("joe")
                .session()
                .expiresIn(Duration.ofHours(1))
                .store();

        TestResponse response = call(request());

        assertThat(response).isEqualTo(new TestResponse(204, Map.of("Cache-Control", "no-store"), ""));
        assertThat(stack.tokens().all()).containsExactlyInAnyOrder(ofJob, personal, ofOther);
    }

    @Test
    void sessions_that_have_expired_stay_until_they_are_purged() {
        Token expired =
                stack.token().owner("jane").session().expiresIn(Duration.ZERO).store();

        assertThat(call(request()).status()).isEqualTo(204);
        assertThat(stack.tokens().all()).containsExactly(expired);
    }

    @Test
    void request_that_fails_can_be_repeated() {
        Token older = stack.token()
                .owner("jane")
                .session()
                .createdAt(TestStack.NOW.minusSeconds(60))
                .expiresIn(Duration.ofHours(1))
                .store();
        stack.tokens().makeUnavailable(older.id());

        assertUnavailable(request());
        assertThat(stack.tokens().all()).contains(session);
    }

    @Test
    void no_other_token_deletes_sessions() {
        for (Token token : new Token[] {
            stack.token()
                    .owner("jane")
                    .personal()
                    .scopes("TenantTokenManagement", "apiTokens.write")
                    .store(),
            stack.token().owner("jane").project("web").ofJob().store(),
            stack.token().owner("jane").store(),
        }) {
            assertRejected(
                    request().calledBy(token),
                    403,
                    "Only a session of a person who has signed in can delete sessions.");
        }
        assertThat(stack.tokens().all()).contains(session);
    }
}
