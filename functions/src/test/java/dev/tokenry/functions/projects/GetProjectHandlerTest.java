package dev.tokenry.functions.projects;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GetProjectHandlerTest implements StoreContract {

    private final TestStack stack = new TestStack();
    private final GetProjectHandler handler = new GetProjectHandler(stack.wiring());
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
        return TestEvent.load("project-get").calledBy(admin);
    }

    @BeforeEach
    void put() {
        stack.projects().put("alpha");
    }

    @Test
    void project_is_returned_with_the_numbers_of_its_tokens() {
        stack.token().project("alpha").store();
        stack.token().project("alpha").disabled().owner("ci").store();
        stack.token().project("alpha").expiresIn(Duration.ZERO).store();
        stack.token().project("beta").store();
        stack.token().store();

        TestResponse response = call(request());

        assertThat(response.body()).isEqualTo("{\"name\":\"alpha\",\"tokens\":{\"live\":2,\"expired\":1}}");
        assertThat(response.headers()).containsAllEntriesOf(Map.of("ETag", "\"1\"", "Cache-Control", "no-store"));
    }

    @Test
    void tokens_are_counted_up_to_1000() {
        for (int i = 0; i < 1001; i++) {
            stack.token().project("alpha").store();
        }

        assertThat(call(request()).json().get("tokens")).hasToString("{\"live\":1000,\"expired\":0,\"more\":true}");
    }

    @ParameterizedTest
    @CsvSource({
        // project of the caller, its scopes, requested project; status
        "     , projects.read TenantTokenManagement, alpha,   200",
        "     , projects.read TenantTokenManagement, unknown, 404",
        "     , projects.read TenantTokenManagement, Alpha,   404",
        "     , projects.read TenantTokenManagement, al%2Fa,  404",
        "     , projects.read,                       alpha,   404",
        "     , TenantTokenManagement,               alpha,   403",
        "     , TenantTokenManagement,               unknown, 403",
        "alpha, ,                                    alpha,   200",
        "alpha, ,                                    unknown, 404",
        "beta,  projects.read TenantTokenManagement, alpha,   404"
    })
    void project_that_the_caller_does_not_see_is_unknown(String project, String scopes, String requested, int status) {
        Token caller = stack.token()
                .project(project)
                .scopes(scopes == null ? new String[0] : scopes.split(" "))
                .store();

        TestResponse response = call(request().calledBy(caller).path("project", requested));

        assertThat(response.status()).isEqualTo(status);
        if (status == 404) {
            assertThat(response).isEqualTo(call(request().path("project", "never-was")));
        }
    }

    @Test
    void damaged_project_is_a_503() {
        stack.projects().damage("alpha");

        assertThat(call(request()).status()).isEqualTo(503);
    }
}
