package dev.tokenry.functions.scopetemplates;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.JsonBodyContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Token;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PutScopeTemplateHandlerTest implements WriteContract, JsonBodyContract {

    private final TestStack stack = new TestStack();
    private final PutScopeTemplateHandler handler = new PutScopeTemplateHandler(stack.wiring());
    private final Token caller = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("scopes.write", "metrics.read", "logs.read")
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
        return TestEvent.load("template-put").calledBy(caller);
    }

    @Override
    public Token authorizedToken() {
        return caller;
    }

    @Test
    void template_is_created_replaced_and_left_alone() {
        TestResponse created = call(request());

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.body())
                .isEqualTo(
                        "{\"name\":\"reader\",\"description\":\"Reading alone\",\"scopes\":[\"metrics.read\",\"logs.read\"]}");
        long version = TestStack.NOW.toEpochMilli();
        assertThat(created.headers()).containsEntry("ETag", "\"" + version + "\"");

        TestResponse replaced = call(request().without("description").with("scopes", List.of("logs.read")));
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.body()).isEqualTo("{\"name\":\"reader\",\"scopes\":[\"logs.read\"]}");
        assertThat(replaced.headers()).containsEntry("ETag", "\"" + (version + 1) + "\"");
        assertThat(call(request().body(replaced.body())).headers()).isEqualTo(replaced.headers());
        assertThat(call(request().with("description", "").with("scopes", List.of("logs.read")))
                        .headers())
                .as("an empty description is none")
                .isEqualTo(replaced.headers());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                          | scopes required",
                "{\"scopes\":null}                           | scopes required",
                "{\"scopes\":[]}                             | scopes scope-count",
                "{\"scopes\":[\"nope.read\"]}                | scopes[0] unknown-scope",
                "{\"scopes\":[\"old.read\"]}                 | scopes[0] deprecated-scope",
                "{\"scopes\":[\"logs.read\"],\"name\":\"x\"} | name inconsistent",
                "{\"scopes\":[\"logs.read\"],\"description\":1} | description wrong-type",
                "{\"scopes\":[\"logs.read\"],\"scope\":\"x\"} | scope unknown-property"
            })
    void invalid_field_is_rejected(String body, String violation) {
        stack.scopes().put(new OwnScope(new Scope("old.read"), "Old").withDetails("Old", true, null));

        TestResponse response = call(request().body(body));

        assertThat(response.status()).as(response.body()).isEqualTo(400);
        assertThat(response.violationReasons()).containsExactly(violation);
        assertThat(stack.scopeTemplates().all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Reader", "-x", "a%20b", "a.b"})
    void name_has_the_form_of_a_project_name(String name) {
        assertInvalid(request().path("name", name), "name PATH");
    }

    @Test
    void template_has_only_scopes_that_the_caller_could_grant() {
        assertRejected(
                request().with("scopes", List.of("metrics.read", "AI")),
                403,
                "Token cannot grant scopes that it does not hold: AI");
        stack.scopeTemplates().put("reader", "AI");
        assertRejected(request(), 403, "Token cannot grant scopes that it does not hold: AI");
        Token administrator =
                stack.token().scopes("scopes.write", "TenantTokenManagement").store();
        assertThat(call(request().calledBy(administrator)).status()).isEqualTo(200);
    }

    @Test
    void bound_token_changes_no_template() {
        Token bound = stack.token()
                .scopes("scopes.write", "TenantTokenManagement")
                .project("alpha")
                .store();

        assertRejected(
                request().calledBy(bound),
                403,
                "A token that is bound to a project cannot change scopes and scope templates.");
    }

    @ParameterizedTest
    @CsvSource({
        "If-Match, *, 200",
        "If-Match, '\"1\"', 200",
        "If-Match, '\"2\"', 412",
        "If-None-Match, *, 412",
        "If-None-Match, '\"2\"', 200"
    })
    void precondition_is_compared_with_the_version(String header, String tags, int status) {
        stack.scopeTemplates().put("reader", "metrics.read");

        assertThat(call(request().header(header, tags)).status()).isEqualTo(status);
    }

    @Test
    void environment_has_at_most_100_templates() {
        IntStream.range(0, 100).forEach(i -> stack.scopeTemplates().put("t" + i, "metrics.read"));

        assertRejected(
                request(),
                409,
                "An environment can have at most 100 scope templates. Delete templates that are no longer used.");
        assertThat(call(request().path("name", "t1")).status()).isEqualTo(200);
    }
}
