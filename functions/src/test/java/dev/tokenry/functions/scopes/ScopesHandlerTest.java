package dev.tokenry.functions.scopes;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.functions.EndpointContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import org.junit.jupiter.api.Test;

class ScopesHandlerTest implements EndpointContract {

    private final TestStack stack = new TestStack();
    private final ScopesHandler handler = new ScopesHandler();
    private final Token plain = stack.token().tokenValue(TestStack.CALLING_TOKEN).store();

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
        return TestEvent.load("scopes").calledBy(plain);
    }

    @Test
    void every_scope_is_shown_in_the_order_of_the_catalogue() {
        JsonNode scopes = call(request()).json().get("scopes");

        assertThat(scopes)
                .extracting(scope -> scope.get("name").textValue())
                .containsExactlyElementsOf(ScopeCatalogue.builtIn().entries().stream()
                        .map(entry -> entry.scope().name())
                        .toList());
    }

    @Test
    void a_scope_has_a_name_a_description_and_aliases() {
        assertThat(call(request()).fieldNames()).containsExactly("scopes");
        assertThat(call(request()).body())
                .contains("{\"name\":\"AI\",\"description\":\"Connect the AI module\",\"aliases\":[\"Davis\"]}")
                .contains("{\"name\":\"logs.read\",\"description\":\"Read logs\",\"aliases\":[]}");
    }

    @Test
    void a_previous_secret_may_look_and_so_may_a_store_that_is_away() {
        stack.tokens().makeUnavailable();

        assertThat(call(request().calledBy(plain, SecretGeneration.PREVIOUS)).status()).isEqualTo(200);
    }
}
