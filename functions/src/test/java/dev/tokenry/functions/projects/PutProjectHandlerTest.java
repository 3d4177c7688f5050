package dev.tokenry.functions.projects;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.model.Token;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PutProjectHandlerTest implements WriteContract {

    private final TestStack stack = new TestStack();
    private final PutProjectHandler handler = new PutProjectHandler(stack.wiring());
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
        return TestEvent.load("project-put").calledBy(admin);
    }

    @Override
    public Token authorizedToken() {
        return admin;
    }

    @BeforeEach
    void put() {
        stack.projects().put("alpha");
    }

    @Test
    void display_name_is_set_and_removed() {
        String id = stack.projects().find("alpha").orElseThrow().id();
        TestResponse named = call(request());

        assertThat(named.status()).isEqualTo(200);
        assertThat(named.body())
                .isEqualTo("{\"name\":\"alpha\",\"displayName\":\"Alpha\",\"tokens\":{\"live\":0,\"expired\":0}}");
        assertThat(named.headers()).containsEntry("ETag", "\"2\"");
        assertThat(call(request().body(named.body())).headers()).containsEntry("ETag", "\"2\"");
        assertThat(call(request().body("{\"name\":\"alpha\"}")).body())
                .isEqualTo("{\"name\":\"alpha\",\"tokens\":{\"live\":0,\"expired\":0}}");
        assertThat(stack.projects().find("alpha").orElseThrow().id()).isEqualTo(id);
    }

    @Test
    void administrator_creates_a_project_and_uses_the_name_of_a_deleted_one_again() {
        String id = stack.projects().find("alpha").orElseThrow().id();
        stack.projects().delete(stack.projects().find("alpha").orElseThrow(), STAMP);

        assertThat(call(request()).status()).isEqualTo(201);
        assertThat(stack.projects().find("alpha").orElseThrow().id()).isNotEqualTo(id);
        assertThat(call(request().path("project", "beta")).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        // project of the caller, its scopes, requested project; status
        "alpha, projects.write,                       alpha,   200",
        "alpha, projects.write TenantTokenManagement, alpha,   200",
        "alpha, projects.write TenantTokenManagement, beta,    404",
        "fresh, projects.write,                       fresh,   201",
        "gone,  projects.write TenantTokenManagement, gone,    404",
        "     , projects.write,                       alpha,   404",
        "     , projects.write,                       fresh,   404",
        "     , projects.write TenantTokenManagement, -x,      404"
    })
    void caller_writes_the_project_that_it_sees(String project, String scopes, String requested, int status) {
        stack.projects().delete(stack.projects().put("gone"), STAMP);
        Token caller = stack.token().project(project).scopes(scopes.split(" ")).store();

        assertThat(call(request().calledBy(caller).path("project", requested)).status())
                .isEqualTo(status);
        assertThat(stack.projects().find("gone")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "If-Match,      *,       200",
        "If-Match,      '\"1\"', 200",
        "If-Match,      '\"2\"', 412",
        "If-None-Match, *,       412",
        "If-None-Match, '\"1\"', 412",
        "If-None-Match, '\"2\"', 200"
    })
    void precondition_is_compared_with_the_version(String header, String value, int status) {
        assertThat(call(request().header(header, value)).status()).isEqualTo(status);
        assertThat(call(request().path("project", "beta").header("If-Match", "*"))
                        .status())
                .isEqualTo(412);
        assertThat(call(request().path("project", "beta").header("If-None-Match", "*"))
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"beta\"}           | name inconsistent",
                "{\"displayName\":\" \"}       | displayName length",
                "{\"displayName\":1}           | displayName wrong-type",
                "{\"displayname\":\"Alpha\"}   | displayname unknown-property"
            })
    void invalid_field_is_rejected(String body, String violation) {
        TestResponse response = call(request().body(body));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.violationReasons()).containsExactly(violation);
        assertThat(stack.projects().find("alpha").orElseThrow().version()).isEqualTo(1);
    }
}
