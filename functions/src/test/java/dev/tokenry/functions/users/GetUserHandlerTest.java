package dev.tokenry.functions.users;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.User;
import dev.tokenry.model.UserIdentity;
import java.util.List;
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

    @ParameterizedTest
    @CsvSource({
        // owner and scopes of the caller
        "MARY,  users.read,                       true",
        "admin, users.read TenantTokenManagement, true",
        "jane,  users.read apiTokens.read,        false",
    })
    void identities_are_visible_to_the_user_and_to_those_who_manage_all_tokens(
            String owner, String scopes, boolean isVisible) {
        Issuer people = stack.issuers().put("people", IssuerKind.PEOPLE, "https://login.example");
        User mary = stack.users().find(OwnerName.of("mary")).orElseThrow();
        stack.users().replace(mary, mary.withIdentities(List.of(new UserIdentity("people", people.id(), "1"))), STAMP);
        Token caller = stack.token().owner(owner).scopes(scopes.split(" ")).store();

        JsonNode json = call(request().calledBy(caller)).json();
        assertThat(json.path("identities").toString())
                .isEqualTo(isVisible ? "[{\"issuer\":\"people\",\"subject\":\"1\"}]" : "");
        JsonNode row = stack.call(
                        new ListUsersHandler(stack.wiring()),
                        TestEvent.load("users-list")
                                .set("queryStringParameters", null)
                                .set("multiValueQueryStringParameters", null)
                                .calledBy(caller))
                .json()
                .at("/users/0");
        assertThat(row.path("identities")).isEqualTo(json.path("identities"));
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
