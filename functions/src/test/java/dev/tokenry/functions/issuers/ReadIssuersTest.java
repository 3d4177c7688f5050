package dev.tokenry.functions.issuers;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.Token;
import org.junit.jupiter.api.Test;

class ReadIssuersTest implements StoreContract {

    private final TestStack stack = new TestStack();
    private final ListIssuersHandler handler = new ListIssuersHandler(stack.wiring());
    private final Token reader = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("trusts.read")
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
        return TestEvent.load("issuers-list").calledBy(reader);
    }

    private TestResponse get(String name) {
        return stack.call(
                new GetIssuerHandler(stack.wiring()),
                TestEvent.load("issuer-get").calledBy(reader).path("name", name));
    }

    @Test
    void issuers_are_listed_by_name_and_the_damaged_ones_last() {
        stack.issuers().put("gitlab", IssuerKind.GITLAB, "https://gitlab.com");
        stack.issuers().put("github", IssuerKind.GITHUB, "https://token.actions.githubusercontent.com");
        stack.issuers().put("broken", IssuerKind.CUSTOM, "https://ci.example.com");
        stack.issuers().damage("broken");

        assertThat(call(request()).body())
                .isEqualTo("{\"issuers\":[{\"name\":\"github\",\"kind\":\"github\","
                        + "\"issuer\":\"https://token.actions.githubusercontent.com\","
                        + "\"audiences\":[\"https://tokenry.example/e/prod\"],\"singleUse\":true,"
                        + "\"maxAgeSeconds\":3600,\"enabled\":true},{\"name\":\"gitlab\",\"kind\":\"gitlab\","
                        + "\"issuer\":\"https://gitlab.com\",\"audiences\":[\"https://tokenry.example/e/prod\"],"
                        + "\"singleUse\":true,\"maxAgeSeconds\":3600,\"enabled\":true},"
                        + "{\"name\":\"broken\",\"damaged\":true}]}");
    }

    @Test
    void issuer_is_returned_with_its_version() {
        stack.issuers().put("github", IssuerKind.GITHUB, "https://token.actions.githubusercontent.com");

        TestResponse response = get("github");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.string("kind")).isEqualTo("github");
        assertThat(response.headers()).containsEntry("ETag", "\"1\"");
    }

    @Test
    void unknown_issuer_is_not_found_and_a_damaged_one_is_unavailable() {
        stack.issuers().put("broken", IssuerKind.CUSTOM, "https://ci.example.com");
        stack.issuers().damage("broken");

        assertThat(get("absent").status()).isEqualTo(404);
        assertThat(get("A.b").status()).isEqualTo(404);
        assertThat(get("broken").status()).isEqualTo(503);
    }
}
