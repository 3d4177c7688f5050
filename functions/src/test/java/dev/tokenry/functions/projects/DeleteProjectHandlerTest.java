package dev.tokenry.functions.projects;

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
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeleteProjectHandlerTest implements WriteContract {

    private final TestStack stack = new TestStack();
    private final DeleteProjectHandler handler = new DeleteProjectHandler(stack.wiring());
    private final Token admin = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("projects.read", "projects.write", "TenantTokenManagement")
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
        return TestEvent.load("project-delete").calledBy(admin);
    }

    @Override
    public Token authorizedToken() {
        return admin;
    }

    @BeforeEach
    void put() {
        stack.projects().put("beta");
    }

    @Test
    void deleted_project_is_gone_for_good() {
        assertThat(call(request()).status()).isEqualTo(204);

        assertThat(stack.projects().find("beta")).isEmpty();
        assertRejected(request(), 404, "Not found.");
    }

    @Test
    void project_with_tokens_cannot_be_deleted() {
        Token live = stack.token().project("beta").store();
        Token expired = stack.token().project("beta").expiresIn(Duration.ZERO).store();

        assertRejected(request(), 409, "The project still has 2 tokens (1 live). Delete them first.");
        stack.tokens().delete(live, STAMP);
        assertRejected(request(), 409, "The project still has 1 token (0 live). Delete it first.");
        stack.tokens().delete(expired, STAMP);
        assertThat(call(request()).status()).isEqualTo(204);
    }

    @Test
    void project_of_trusts_cannot_be_deleted() {
        Issuer issuer = stack.issuers().put("ci", IssuerKind.CUSTOM, "https://ci.example.com");
        Trust trust = stack.trusts().put("ci", issuer, "beta", "ci");
        stack.trusts().put("other", issuer, "web", "ci");

        assertRejected(request(), 409, "The project is still named by 1 trust. Delete it first.");
        stack.trusts().delete(trust, STAMP);
        assertThat(call(request()).status()).isEqualTo(204);
    }

    @Test
    void damaged_project_is_deleted_by_those_who_manage_all_tokens() {
        stack.projects().damage("beta");
        Token left = stack.token().project("beta").store();

        assertThat(call(request()).status()).isEqualTo(409);
        stack.tokens().delete(left, STAMP);
        assertThat(call(request().header("If-Match", "*")).status()).isEqualTo(503);
        assertThat(call(request()).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({
        "    , projects.write,                       404",
        "beta, projects.write TenantTokenManagement, 403",
        "web,  projects.write TenantTokenManagement, 404"
    })
    void other_caller_deletes_nothing(String project, String scopes, int status) {
        Token caller = stack.token().project(project).scopes(scopes.split(" ")).store();

        assertThat(call(request().calledBy(caller)).status()).isEqualTo(status);
        assertThat(stack.projects().find("beta")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"*, 204", "'\"1\"', 204", "'\"2\"', 412", "x, 400"})
    void project_is_deleted_if_the_version_matches(String ifMatch, int status) {
        assertThat(call(request().header("If-Match", ifMatch)).status()).isEqualTo(status);
        assertThat(stack.projects().find("beta").isEmpty()).isEqualTo(status == 204);
    }
}
