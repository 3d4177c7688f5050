package dev.tokenry.functions.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.model.Token;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteUserHandlerTest implements UserContract, WriteContract {

    private final TestStack stack = new TestStack();
    private final DeleteUserHandler handler = new DeleteUserHandler(stack.wiring());
    private final Token writer = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("users.write", "metrics.read")
            .store();

    @BeforeEach
    void put() {
        stack.users().put("mary", "metrics.read");
    }

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
        return TestEvent.load("user-delete").calledBy(writer);
    }

    @Override
    public Token authorizedToken() {
        return writer;
    }

    @Test
    void a_user_is_gone_and_its_name_is_free() {
        assertThat(call(request())).isEqualTo(new TestResponse(204, Map.of("Cache-Control", "no-store"), ""));

        assertThat(stack.users().all()).isEmpty();
        assertRejected(request(), 404, "There is nothing here.");
        assertThat(stack.users().put("mary").enabled()).isTrue();
    }

    @Test
    void a_user_with_tokens_left_stays() {
        Token one = stack.token().owner("mary").disabled().store();
        Token other = stack.token().owner("mary").personal().store();

        assertKept(request(), 409, "The user has 2 tokens left. Delete them first.");
        stack.tokens().delete(other);
        assertKept(request(), 409, "The user has 1 token left. Delete them first.");
        stack.tokens().delete(one);
        assertThat(call(request()).status()).isEqualTo(204);
    }

    @Test
    void nobody_deletes_a_user_whose_scopes_it_could_not_grant() {
        stack.users().put("mary", false, false, "metrics.read", "AI");

        assertKept(request(), 403, "Token may not grant scopes that it does not hold: AI");
    }

    @Test
    void nobody_deletes_its_own_owners_user() {
        stack.users().put("jane", true, false);

        assertRejected(request().path("name", "jane"), 403, "Only TenantTokenManagement changes the caller's own user.");
        assertThat(stack.users().find("jane")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"*, 204", "\"1\", 204", "\"2\", 412", "W/\"1\", 412", "x, 400"})
    void a_user_is_deleted_if_it_is_the_one_that_is_meant(String ifMatch, int status) {
        assertThat(call(request().header("If-Match", ifMatch)).status()).isEqualTo(status);
        assertThat(stack.users().find("mary").isEmpty()).isEqualTo(status == 204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"john", "", "m%61ry", "-mary", "Mary"})
    void what_is_no_user_is_unknown(String name) {
        assertRejected(request().path("name", name), 404, "There is nothing here.");
    }

    private void assertKept(TestEvent event, int code, String message) {
        assertRejected(event, code, message);
        assertThat(stack.users().find("mary")).isPresent();
    }
}
