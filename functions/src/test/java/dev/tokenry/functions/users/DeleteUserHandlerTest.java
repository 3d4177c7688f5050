package dev.tokenry.functions.users;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Token;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteUserHandlerTest implements UserNameContract, WriteContract {

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
    void deleted_user_is_gone_and_can_be_created_again() {
        assertThat(call(request())).isEqualTo(new TestResponse(204, Map.of("Cache-Control", "no-store"), ""));

        assertThat(stack.users().all()).isEmpty();
        assertRejected(request(), 404, "Not found.");
        assertThat(stack.users().put("mary").enabled()).isTrue();
    }

    @Test
    void damaged_user_is_deleted_by_those_who_manage_all_tokens() {
        stack.users().damage("mary");
        Token admin = stack.token()
                .owner("admin")
                .scopes("users.write", "TenantTokenManagement")
                .store();
        Token left = stack.token().owner("mary").store();

        assertThat(call(request()).status()).isEqualTo(503);
        assertThat(call(request().calledBy(admin).header("If-Match", "*")).status())
                .isEqualTo(503);
        assertRejected(
                request().calledBy(admin),
                409,
                "The user still has 1 token (1 live). Delete it first, or give it to another owner with PATCH.");
        stack.tokens().delete(left, STAMP);
        assertThat(call(request().calledBy(admin)).status()).isEqualTo(204);
        assertRejected(request().calledBy(admin), 404, "Not found.");
        assertThat(stack.users().put("mary").enabled()).isTrue();
    }

    @Test
    void user_whom_trusts_name_cannot_be_deleted() {
        Issuer issuer = stack.issuers().put("ci", IssuerKind.CUSTOM, "https://ci.example.com");
        Trust trust = stack.trusts().put("ci", issuer, "web", "Mary");

        assertNotDeleted(
                request(), 409, "The user is still named by 1 trust. Delete it first, or give it to another owner.");
        stack.trusts().delete(trust, STAMP);
        assertThat(call(request()).status()).isEqualTo(204);
    }

    @Test
    void user_with_tokens_cannot_be_deleted() {
        Token token = stack.token().owner("mary").disabled().store();
        Token other = stack.token().owner("mary").personal().store();

        assertNotDeleted(
                request(),
                409,
                "The user still has 2 tokens (2 live). Delete them first, or give them to another owner with PATCH.");
        stack.tokens().delete(other, STAMP);
        assertNotDeleted(
                request(),
                409,
                "The user still has 1 token (1 live). Delete it first, or give it to another owner with PATCH.");
        stack.tokens().delete(token, STAMP);
        assertThat(call(request()).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({"*, 409", "\"1\", 409", "\"2\", 412"})
    void precondition_comes_before_the_tokens_that_are_left(String ifMatch, int status) {
        stack.token().owner("mary").store();

        assertThat(call(request().header("If-Match", ifMatch)).status()).isEqualTo(status);
        assertThat(stack.users().find(OwnerName.of("mary"))).isPresent();
    }

    @Test
    void deleting_a_user_requires_holding_its_scopes() {
        stack.users().put("mary", false, false, "metrics.read", "AI");

        assertNotDeleted(request(), 403, "Token cannot grant scopes that it does not hold: AI");
    }

    @Test
    void own_user_cannot_be_deleted() {
        stack.users().put("jane", true, false);

        assertInvalid(request().path("name", "jane"), "name PATH");
        assertThat(stack.users().find(OwnerName.of("jane"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"*, 204", "\"1\", 204", "\"2\", 412", "W/\"1\", 412", "x, 400"})
    void user_is_deleted_if_the_version_matches(String ifMatch, int status) {
        assertThat(call(request().header("If-Match", ifMatch)).status()).isEqualTo(status);
        assertThat(stack.users().find(OwnerName.of("mary")).isEmpty()).isEqualTo(status == 204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"john", "", "m%2561ry", "-mary"})
    void unknown_or_invalid_name_is_not_found(String name) {
        assertRejected(request().path("name", name), 404, "Not found.");
    }

    private void assertNotDeleted(TestEvent event, int status, String message) {
        assertRejected(event, status, message);
        assertThat(stack.users().find(OwnerName.of("mary"))).isPresent();
    }
}
