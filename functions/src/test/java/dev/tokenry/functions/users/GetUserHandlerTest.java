package dev.tokenry.functions.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GetUserHandlerTest implements UserNameContract {

    private final TestStack stack = new TestStack();
    private final GetUserHandler handler = new GetUserHandler(stack.wiring());
    private final Token reader = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("users.read")
            .store();

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
    void user_is_returned_with_token_counts() {
        stack.token().owner("mary").store();
        stack.token().owner("mary").personal().store();
        stack.token().owner("mary").project("webshop").store();

        TestResponse response = call(request());

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("ETag", "\"1\"");
        assertThat(response.body())
                .isEqualTo("{\"name\":\"mary\",\"enabled\":true,\"scopes\":[\"logs.read\",\"AI\"],"
                        + "\"manageOwnTokens\":false,\"tokens\":3,\"personalTokens\":1}");
    }

    @Test
    void damaged_user_is_unavailable() {
        stack.users().damage("mary");

        assertThat(call(request()).status()).isEqualTo(503);
    }

    @Test
    void previous_secret_may_read() {
        assertThat(call(request().calledBy(reader, SecretGeneration.PREVIOUS)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "MARY, mary",
        "m%61RY, mary",
        "sam+ci@corp.example, Sam+CI@corp.example",
        "sam%2BCI%40CORP.example, Sam+CI@corp.example"
    })
    void spellings_of_a_name_are_one_user(String name, String spelling) {
        stack.users().put("Sam+CI@corp.example");
        stack.token().owner("SAM+ci@corp.example").store();

        TestResponse response = call(request().path("name", name));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.string("name")).isEqualTo(spelling);
        assertThat(response.json().get("tokens").intValue()).isEqualTo(spelling.equals("mary") ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"john", "mar", "", "-mary", "mary%20", "m%2561ry", "%", "mary/x", "user#mary", "märy"})
    void unknown_or_invalid_name_is_not_found(String name) {
        assertRejected(request().path("name", name), 404, "Not found.");
    }

    @Test
    void overlong_name_is_not_found() {
        assertRejected(request().path("name", "a".repeat(5000)), 404, "Not found.");
    }
}
