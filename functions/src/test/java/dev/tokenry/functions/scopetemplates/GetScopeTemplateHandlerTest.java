package dev.tokenry.functions.scopetemplates;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.Token;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GetScopeTemplateHandlerTest implements StoreContract {

    private final TestStack stack = new TestStack();
    private final GetScopeTemplateHandler handler = new GetScopeTemplateHandler(stack.wiring());
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
        return TestEvent.load("template-get").calledBy(caller);
    }

    @BeforeEach
    void put() {
        stack.scopeTemplates().put("reader", "metrics.read", "logs.read");
    }

    @Test
    void any_token_reads_a_template() {
        TestResponse response = call(request());

        assertThat(response.body()).isEqualTo("{\"name\":\"reader\",\"scopes\":[\"metrics.read\",\"logs.read\"]}");
        assertThat(response.headers()).containsEntry("ETag", "\"1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "Reader", "", "a%20b"})
    void unknown_or_invalid_name_is_not_found(String name) {
        assertRejected(request().path("name", name), 404, "Not found.");
    }
}
