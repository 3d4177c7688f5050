package dev.tokenry.functions.issuers;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.model.Token;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeleteIssuerHandlerTest implements WriteContract {

    private final TestStack stack = new TestStack();
    private final DeleteIssuerHandler handler = new DeleteIssuerHandler(stack.wiring());
    private final Token admin = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("trusts.write", "TenantTokenManagement")
            .store();
    private Issuer issuer;

    @BeforeEach
    void put_issuer() {
        issuer = stack.issuers().put("github", IssuerKind.GITHUB, "https://token.actions.githubusercontent.com");
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
        return TestEvent.load("issuer-delete-in-use").calledBy(admin);
    }

    @Override
    public Token authorizedToken() {
        return admin;
    }

    @Test
    void issuer_without_trusts_is_deleted() {
        assertThat(call(request()).status()).isEqualTo(204);
        assertThat(stack.issuers().all()).isEmpty();
        assertThat(call(request()).status()).isEqualTo(404);
    }

    @Test
    void issuer_with_trusts_stays() {
        stack.trusts().put("one", issuer, "web", "ci");
        assertRejected(request(), 409, "The issuer is still named by 1 trust. Delete it first.");
        stack.trusts().put("two", issuer, "web", "ci");
        assertRejected(request(), 409, "The issuer is still named by 2 trusts. Delete them first.");
        assertThat(stack.issuers().all()).containsExactly(issuer);
    }

    @Test
    void issuer_of_another_version_stays() {
        assertThat(call(request().header("If-Match", "\"2\"")).status()).isEqualTo(412);
        assertThat(call(request().header("If-Match", "\"1\"")).status()).isEqualTo(204);
    }

    @Test
    void only_a_token_that_manages_all_tokens_deletes_issuers() {
        assertRejected(
                request().calledBy(stack.token().scopes("trusts.write").store()),
                403,
                "Changing issuers requires the scope TenantTokenManagement and a token that is not bound to a"
                        + " project.");
        assertThat(stack.issuers().all()).hasSize(1);
    }

    @Test
    void damaged_issuer_is_deleted_once_no_trust_names_it() {
        Trust trust = stack.trusts().put("one", issuer, "web", "ci");
        stack.issuers().damage("github");

        assertThat(call(request().header("If-Match", "*")).status()).isEqualTo(503);
        assertRejected(request(), 409, "The issuer is still named by 1 trust. Delete it first.");
        stack.trusts().delete(trust, STAMP);
        assertThat(call(request()).status()).isEqualTo(204);
        assertThat(stack.issuers().all()).isEmpty();
        assertThat(call(request()).status()).isEqualTo(404);
    }
}
