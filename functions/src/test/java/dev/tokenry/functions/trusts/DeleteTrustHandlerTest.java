package dev.tokenry.functions.trusts;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.model.Token;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeleteTrustHandlerTest implements WriteContract {

    private final TestStack stack = new TestStack();
    private final DeleteTrustHandler handler = new DeleteTrustHandler(stack.wiring());
    private final Token admin = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("trusts.write", "TenantTokenManagement")
            .store();

    @BeforeEach
    void put_trust() {
        stack.trusts()
                .put(
                        "ci-web",
                        stack.issuers().put("github", IssuerKind.GITHUB, "https://token.actions.githubusercontent.com"),
                        "web",
                        "ci");
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
        return TestEvent.load("trust-delete").calledBy(admin);
    }

    @Override
    public Token authorizedToken() {
        return admin;
    }

    @Test
    void trust_is_deleted_by_who_sees_it() {
        Token bound =
                stack.token().owner("bob").project("web").scopes("trusts.write").store();

        assertThat(call(request().calledBy(bound)).status()).isEqualTo(204);
        assertThat(stack.trusts().all()).isEmpty();
        assertThat(call(request()).status()).isEqualTo(404);
    }

    @Test
    void invisible_trust_is_not_found() {
        Token bound = stack.token().project("shop").scopes("trusts.write").store();

        assertThat(call(request().calledBy(bound)).body())
                .isEqualTo(call(request().path("name", "absent")).body());
        assertThat(stack.trusts().all()).hasSize(1);
    }

    @Test
    void trust_of_another_version_stays() {
        assertThat(call(request().header("If-Match", "\"2\"")).status()).isEqualTo(412);
        assertThat(call(request().header("If-Match", "\"1\"")).status()).isEqualTo(204);
    }

    @Test
    void damaged_trust_is_deleted_by_those_who_manage_all_tokens() {
        stack.trusts().damage(stack.trusts().all().getFirst().name());
        Token bound =
                stack.token().owner("bob").project("web").scopes("trusts.write").store();

        assertThat(call(request().calledBy(bound)).status()).isEqualTo(503);
        assertThat(call(request().header("If-Match", "*")).status()).isEqualTo(503);
        assertThat(call(request()).status()).isEqualTo(204);
        assertThat(stack.trusts().all()).isEmpty();
        assertThat(call(request()).status()).isEqualTo(404);
    }
}
