package dev.tokenry.functions.scopes;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.exchange.trust.SampleTrusts;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteScopeHandlerTest implements WriteContract {

    private static final OwnScope READ = new OwnScope(new Scope("orders.read"), "Read orders");

    private final TestStack stack = new TestStack();
    private final DeleteScopeHandler handler = new DeleteScopeHandler(stack.wiring());
    private final Token writer = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("scopes.write")
            .store();

    @BeforeEach
    void declare() {
        stack.scopes().put(READ);
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
        return TestEvent.load("scope-delete").calledBy(writer);
    }

    @Override
    public Token authorizedToken() {
        return writer;
    }

    @Test
    void deleted_scope_is_unknown_and_its_record_stays() {
        assertThat(call(request())).isEqualTo(new TestResponse(204, Map.of("Cache-Control", "no-store"), ""));

        assertThat(stack.scopes().list()).isEmpty();
        assertThat(stack.scopes().find("orders.read").orElseThrow().deleted()).isTrue();
        assertRejected(request(), 404, "Not found.");
    }

    @Test
    void scope_that_tokens_have_stays() {
        stack.token().scopes("metrics.read", "orders.read").disabled().store();
        stack.token().scopes("metrics.read").store();

        assertNotDeleted("The scope is granted to 1 token. Remove it from them first.");
        IntStream.rangeClosed(2, 1_000)
                .forEach(i -> stack.token().scopes("orders.read").store());
        assertNotDeleted("The scope is granted to 1000 tokens. Remove it from them first.");
        stack.token().scopes("orders.read").store();
        assertNotDeleted("The scope is granted to more than 1000 tokens. Remove it from them first.");
    }

    @Test
    void scope_that_trusts_give_stays() {
        Trust trust = SampleTrusts.withScopes("ci-alpha", Scopes.parse("orders.read"));
        stack.trusts().insert(trust, STAMP);

        assertNotDeleted("The scope is granted to 1 trust. Remove it from them first.");
        stack.trusts().delete(trust, STAMP);
        assertThat(call(request()).status()).isEqualTo(204);
    }

    @Test
    void scope_of_an_api_stays_and_a_retired_one_does_not() {
        OwnScope declared =
                stack.scopes().put(READ.declaredBy("a1b2c3", "Read orders").declaredBy("d4e5f6", "Read orders"));

        assertNotDeleted(
                "The scope belongs to the APIs a1b2c3, d4e5f6. Remove it from Scopes of the rules of each first.");
        stack.scopes().put(declared.withdrawnBy("a1b2c3").withdrawnBy("d4e5f6"));
        assertThat(call(request()).status()).isEqualTo(204);
        assertThat(stack.scopes().find("orders.read").orElseThrow().formerApi()).isEqualTo("d4e5f6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders.write", "Orders.read", "metrics.read", "scopes.write", "orders", "1", "a%20b"})
    void name_of_no_own_scope_is_not_found(String name) {
        assertRejected(request().path("name", name), 404, "Not found.");
    }

    @Test
    void encoded_colon_in_the_name_is_decoded() {
        stack.scopes().declare("orders:read");

        assertThat(call(request().path("name", "orders%3Aread")).status()).isEqualTo(204);
    }

    @Test
    void bound_token_deletes_no_scope() {
        Token bound = stack.token().scopes("scopes.write").project("alpha").store();

        assertRejected(
                request().calledBy(bound),
                403,
                "A token that is bound to a project cannot change scopes and scope templates.");
    }

    @ParameterizedTest
    @CsvSource({"*, 204", "\"1\", 204", "\"2\", 412", "W/\"1\", 412", "x, 400"})
    void scope_is_deleted_if_the_version_matches(String ifMatch, int status) {
        assertThat(call(request().header("If-Match", ifMatch)).status()).isEqualTo(status);
        assertThat(stack.scopes().list().isEmpty()).isEqualTo(status == 204);
    }

    @Test
    void scope_that_an_api_declares_at_the_same_moment_stays() {
        stack.scopes().beforeNextSave(() -> stack.scopes().put(READ.declaredBy("a1b2c3", "Read orders")));

        assertNotDeleted("The scope belongs to the API a1b2c3. Remove it from Scopes of the API's rules first.");
    }

    private void assertNotDeleted(String message) {
        assertRejected(request(), 409, message);
        assertThat(stack.scopes().list()).hasSize(1);
    }
}
