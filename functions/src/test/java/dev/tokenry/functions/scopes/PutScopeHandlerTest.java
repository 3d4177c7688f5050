package dev.tokenry.functions.scopes;

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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PutScopeHandlerTest implements WriteContract, JsonBodyContract {

    private static final OwnScope READ = new OwnScope(new Scope("orders.read"), "Read orders");

    private final TestStack stack = new TestStack();
    private final PutScopeHandler handler = new PutScopeHandler(stack.wiring());
    private final Token writer = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("scopes.write")
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
        return TestEvent.load("scope-put").calledBy(writer);
    }

    @Override
    public Token authorizedToken() {
        return writer;
    }

    @Test
    void scope_is_declared_and_returned() {
        TestResponse response = call(request());

        assertThat(response.status()).as(response.body()).isEqualTo(201);
        assertThat(response.headers()).containsEntry("ETag", "\"1\"");
        assertThat(response.body())
                .isEqualTo(
                        "{\"name\":\"orders.read\",\"description\":\"Read orders\",\"source\":\"own\",\"aliases\":[],\"version\":1}");
        assertThat(stack.scopes().find("orders.read")).hasValue(READ);
    }

    @Test
    void scope_is_replaced_and_an_equal_request_writes_nothing() {
        stack.scopes().declare("orders.write");
        stack.scopes().put(READ);
        TestEvent request = request()
                .with("description", "Read all orders")
                .with("deprecated", true)
                .with("replacedBy", "orders.write");

        TestResponse response = call(request);

        assertThat(response.status()).as(response.body()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("ETag", "\"2\"");
        assertThat(call(request).headers()).containsEntry("ETag", "\"2\"");
        assertThat(call(request.body(response.body()).with("name", "orders.read"))
                        .headers())
                .as("what was read can be written back")
                .containsEntry("ETag", "\"2\"");
        assertThat(stack.scopes().find("orders.read"))
                .hasValue(READ.withDetails("Read all orders", true, new Scope("orders.write"))
                        .withVersion(2));
        assertThat(call(request().with("description", "Read all orders")).body())
                .doesNotContain("deprecated");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1read        | name pattern",
                "orders..read | name pattern",
                "orders%20read | name pattern",
                "orders#read  | name pattern",
                "apiTokens.x  | name reserved-name",
                "APITOKENS:x  | name reserved-name",
                "users        | name reserved-name",
                "snapshots.x  | name reserved-name",
                "scopes.x     | name reserved-name",
                "scopeTemplates.x | name reserved-name",
                "projects-x   | name reserved-name",
                "audit.x      | name reserved-name",
                "trusts.x     | name reserved-name",
                "issuers.x    | name reserved-name",
                "tokenry.x    | name reserved-name",
                "metrics.read | name reserved-name",
                "Metrics.Read | name reserved-name",
                "davis        | name reserved-name",
                "TENANTTOKENMANAGEMENT | name reserved-name"
            })
    void name_that_cannot_be_declared_is_rejected(String name, String violation) {
        TestResponse response = assertInvalid(request().path("name", name), "name PATH");

        assertThat(response.violationReasons()).containsExactly(violation);
        assertThat(stack.scopes().list()).isEmpty();
    }

    /** As after a release in which the vendor has introduced the name. */
    @Test
    void scope_that_exists_keeps_its_name_although_the_vendor_has_it_too() {
        stack.scopes().declare("metrics.read");

        TestResponse response = call(request().path("name", "metrics.read"));

        assertThat(response.status()).as(response.body()).isEqualTo(200);
    }

    @Test
    void name_that_differs_only_in_case_is_rejected() {
        stack.scopes().declare("Orders.Read");

        TestResponse response = assertInvalid(request(), "name PATH");

        assertThat(response.violationReasons()).containsExactly("name reserved-name");
        assertThat(response.message()).isEqualTo("name differs only in case from the scope Orders.Read.");
        assertThat(stack.scopes().list()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                | description required",
                "{\"description\":null}                            | description required",
                "{\"description\":\" \"}                            | description length",
                "{\"description\":1}                               | description wrong-type",
                "{\"description\":\"a\\nb\"}                        | description control-characters",
                "{\"description\":\"x\",\"deprecated\":\"yes\"}      | deprecated wrong-type",
                "{\"description\":\"x\",\"replacedBy\":\"nope.x\"}   | replacedBy unknown-scope",
                "{\"description\":\"x\",\"replacedBy\":\"orders.read\"} | replacedBy inconsistent",
                "{\"description\":\"x\",\"name\":\"Orders.read\"}    | name inconsistent",
                "{\"description\":\"x\",\"descripton\":\"x\"}        | descripton unknown-property"
            })
    void invalid_field_is_rejected(String body, String violation) {
        stack.scopes().put(READ);

        TestResponse response = call(request().body(body));

        assertThat(response.status()).as(response.body()).isEqualTo(400);
        assertThat(response.violationReasons()).containsExactly(violation);
        assertThat(stack.scopes().list()).containsExactly(READ);
    }

    @Test
    void description_has_at_most_200_characters() {
        assertThat(call(request().with("description", "ü".repeat(200))).status())
                .isEqualTo(201);
        assertInvalid(request().with("description", "ü".repeat(201)), "description PAYLOAD_BODY");
    }

    @Test
    void bound_token_declares_no_scope() {
        Token bound = stack.token()
                .scopes("scopes.write", "TenantTokenManagement")
                .project("alpha")
                .store();

        assertRejected(
                request().calledBy(bound),
                403,
                "A token that is bound to a project cannot change scopes and scope templates.");
        assertThat(stack.scopes().list()).isEmpty();
    }

    @Test
    void scope_of_an_api_keeps_its_description() {
        stack.scopes().put(READ.declaredBy("a1b2c3", "Read orders"));

        assertRejected(
                request().with("description", "Other"),
                409,
                "The scope belongs to the API a1b2c3, whose rules set its description.");
        TestResponse deprecated = call(request().with("deprecated", true));
        assertThat(deprecated.json().get("api").textValue()).isEqualTo("a1b2c3");
        assertThat(deprecated.json().get("deprecated").booleanValue()).isTrue();
    }

    @Test
    void retired_scope_becomes_one_of_an_administrator() {
        stack.scopes().put(READ.declaredBy("a1b2c3", "Read orders").withdrawnBy("a1b2c3"));

        TestResponse response = call(request());

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().has("api")).isFalse();
        assertThat(response.json().has("deprecated")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders.read", "orders.READ"})
    void deleted_scope_is_declared_again_in_any_spelling(String name) {
        stack.scopes().put(READ.asDeleted());

        TestResponse response = call(request().path("name", name).header("If-None-Match", "*"));

        assertThat(response.status()).as(response.body()).isEqualTo(201);
        assertThat(response.headers()).containsEntry("ETag", "\"2\"");
        assertThat(stack.scopes().list()).extracting(OwnScope::scope).containsExactly(new Scope(name));
    }

    @ParameterizedTest
    @CsvSource({
        "If-Match, *, 200",
        "If-Match, '\"1\"', 200",
        "If-Match, '\"2\"', 412",
        "If-None-Match, *, 412",
        "If-None-Match, '\"1\"', 412",
        "If-None-Match, '\"2\"', 200"
    })
    void precondition_is_compared_with_the_version(String header, String tags, int status) {
        stack.scopes().put(READ);

        assertThat(call(request().with("description", "Changed").header(header, tags))
                        .status())
                .isEqualTo(status);
        assertThat(stack.scopes().find("orders.read").orElseThrow().description())
                .isEqualTo(status == 200 ? "Changed" : "Read orders");
    }

    @Test
    void concurrent_declaration_is_seen() {
        stack.scopes().beforeNextSave(() -> stack.scopes().put(new OwnScope(new Scope("ORDERS.read"), "Other")));

        assertInvalid(request(), "name PATH");
        assertThat(stack.scopes().find("orders.read").orElseThrow().description())
                .isEqualTo("Other");
    }

    @Test
    void environment_has_at_most_1000_own_scopes() {
        IntStream.rangeClosed(1, 1_000).forEach(i -> stack.scopes().declare("s" + i));

        assertRejected(
                request(),
                409,
                "An environment can have at most 1000 scopes of its own. Delete scopes that no token has.");
        assertThat(call(request().path("name", "s1")).status()).isEqualTo(200);
        stack.scopes().put(new OwnScope(new Scope("s1"), "x").withVersion(2).asDeleted());
        assertThat(call(request()).status()).isEqualTo(201);
    }
}
