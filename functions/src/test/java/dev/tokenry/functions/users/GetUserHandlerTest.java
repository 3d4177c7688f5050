package dev.tokenry.functions.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GetUserHandlerTest implements UserContract {

    private final TestStack stack = new TestStack();
    private final GetUserHandler handler = new GetUserHandler(stack.wiring());
    private final Token reader =
            stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes("users.read").store();

    GetUserHandlerTest() {
        stack.users().put("mary", true, false, "logs.read", "AI");
    }

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
        return TestEvent.load("user-get").calledBy(reader);
    }

    @Test
    void a_user_is_shown_with_the_tokens_that_it_has() {
        stack.token().owner("mary").store();
        stack.token().owner("mary").personal().store();
        stack.token().owner("mary").project("webshop").store();

        TestResponse answer = call(request());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("ETag", "\"1\"");
        assertThat(answer.body())
                .isEqualTo("{\"name\":\"mary\",\"enabled\":true,\"scopes\":[\"logs.read\",\"AI\"],"
                        + "\"manageOwnTokens\":false,\"tokens\":3,\"personalTokens\":1}");
    }

    @Test
    void a_previous_secret_reads() {
        assertThat(call(request().calledBy(reader, SecretGeneration.PREVIOUS)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"john", "Mary", "mar", "", "-mary", "mary%20", "m%61ry", "%", "mary/x", "user#mary", "märy"})
    void what_is_no_user_is_unknown(String name) {
        assertRejected(request().path("name", name), 404, "There is nothing here.");
    }

    @Test
    void a_name_that_is_longer_than_any_is_unknown_and_no_fault() {
        assertRejected(request().path("name", "a".repeat(5000)), 404, "There is nothing here.");
    }
}
