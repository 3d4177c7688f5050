package dev.tokenry.functions.scopetemplates;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.Token;
import org.junit.jupiter.api.Test;

class ListScopeTemplatesHandlerTest implements StoreContract {

    private final TestStack stack = new TestStack();
    private final ListScopeTemplatesHandler handler = new ListScopeTemplatesHandler(stack.wiring());
    private final Token caller = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("metrics.read")
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
        return TestEvent.load("templates-list").calledBy(caller);
    }

    @Test
    void any_token_lists_the_templates_by_name() {
        assertThat(call(request()).body()).isEqualTo("{\"scopeTemplates\":[]}");
        stack.scopeTemplates().put("writer", "metrics.write");
        stack.scopeTemplates().put("reader", "metrics.read");

        assertThat(call(request()).body())
                .isEqualTo("{\"scopeTemplates\":[{\"name\":\"reader\",\"scopes\":[\"metrics.read\"]},"
                        + "{\"name\":\"writer\",\"scopes\":[\"metrics.write\"]}]}");
    }
}
