package dev.tokenry.functions.scopes;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import org.junit.jupiter.api.Test;

class ScopesHandlerTest implements StoreContract {

    private final TestStack stack = new TestStack();
    private final ScopesHandler handler = new ScopesHandler(stack.wiring());
    private final Token callingToken =
            stack.token().tokenValue(TestStack.CALLING_TOKEN).store();

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
        return TestEvent.load("scopes").calledBy(callingToken);
    }

    @Test
    void scopes_are_in_catalogue_order() {
        JsonNode scopes = call(request()).json().get("scopes");

        assertThat(scopes)
                .extracting(scope -> scope.get("name").textValue())
                .containsExactlyElementsOf(ScopeCatalogue.builtIn().entries().stream()
                        .map(entry -> entry.scope().name())
                        .toList());
    }

    @Test
    void scope_has_name_description_source_and_aliases() {
        assertThat(call(request()).fieldNames()).containsExactly("scopes");
        assertThat(call(request()).json().get("scopes"))
                .filteredOn(scope -> scope.get("name").textValue().equals("AI"))
                .singleElement()
                .satisfies(scope -> assertThat(scope.get("aliases").toString()).isEqualTo("[\"Davis\"]"));
        assertThat(call(request()).body())
                .contains("{\"name\":\"scopes.write\",\"description\":\"Declare scopes and scope templates\","
                        + "\"source\":\"builtin\",\"aliases\":[]}");
    }

    @Test
    void own_scopes_follow_by_name() {
        stack.scopes().declare("orders.write", "Orders.read");
        stack.scopes()
                .put(new OwnScope(new Scope("carts.read"), "Read carts")
                        .declaredBy("a1b2c3", "Read carts")
                        .withdrawnBy("a1b2c3"));
        stack.scopes().put(new OwnScope(new Scope("gone.read"), "Gone").asDeleted());
        stack.scopes()
                .put(new OwnScope(new Scope("old.read"), "Old").withDetails("Old", true, new Scope("orders.write")));
        stack.scopes()
                .put(new OwnScope(new Scope("old.write"), "Old").withDetails("Old", true, new Scope("gone.read")));

        String body = call(request()).body();

        assertThat(body)
                .endsWith(
                        "{\"name\":\"carts.read\",\"description\":\"Read carts\",\"source\":\"own\",\"aliases\":[],"
                                + "\"api\":\"a1b2c3\",\"deprecated\":true,\"version\":1},"
                                + "{\"name\":\"old.read\",\"description\":\"Old\",\"source\":\"own\",\"aliases\":[],"
                                + "\"deprecated\":true,\"replacedBy\":\"orders.write\",\"version\":1},"
                                + "{\"name\":\"old.write\",\"description\":\"Old\",\"source\":\"own\",\"aliases\":[],"
                                + "\"deprecated\":true,\"version\":1},"
                                + "{\"name\":\"Orders.read\",\"description\":\"Scope of a test\",\"source\":\"own\",\"aliases\":[],\"version\":1},"
                                + "{\"name\":\"orders.write\",\"description\":\"Scope of a test\",\"source\":\"own\",\"aliases\":[],\"version\":1}]}");
    }

    @Test
    void listed_version_is_what_a_change_requires() {
        OwnScope changed = stack.scopes()
                .put(stack.scopes()
                        .put(new OwnScope(new Scope("orders.read"), "Old"))
                        .withDetails("New", false, null));
        Token writer = stack.token().scopes("scopes.write").store();
        TestEvent delete = TestEvent.load("scope-delete").calledBy(writer);

        String version = call(request())
                .json()
                .at("/scopes")
                .get(ScopeCatalogue.builtIn().entries().size())
                .get("version")
                .asText();

        assertThat(version).isEqualTo("2").isEqualTo(Long.toString(changed.version()));
        assertThat(stack.call(new DeleteScopeHandler(stack.wiring()), delete.header("If-Match", "\"1\""))
                        .status())
                .isEqualTo(412);
        assertThat(stack.call(new DeleteScopeHandler(stack.wiring()), delete.header("If-Match", '"' + version + '"'))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void previous_secret_still_lists_scopes() {
        assertThat(call(request().calledBy(callingToken, SecretGeneration.PREVIOUS))
                        .status())
                .isEqualTo(200);
    }
}
