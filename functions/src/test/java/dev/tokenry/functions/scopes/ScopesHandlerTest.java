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
    void scope_has_name_description_and_aliases() {
        assertThat(call(request()).fieldNames()).containsExactly("scopes");
        assertThat(call(request()).body())
                .contains("{\"name\":\"AI\",\"description\":\"Connect the AI module\",\"aliases\":[\"Davis\"]}")
                .contains("{\"name\":\"logs.read\",\"description\":\"Read logs\",\"aliases\":[]}");
    }

    @Test
    void previous_secret_and_unavailable_store_still_list_scopes() {
        stack.tokens().makeUnavailable();

        assertThat(call(request().calledBy(callingToken, SecretGeneration.PREVIOUS))
                        .status())
                .isEqualTo(200);
    }
}
