package dev.tokenry.functions.trusts;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.functions.JsonBodyContract;
import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.Token;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainTrustHandlerTest implements StoreContract, JsonBodyContract {

    private static final String ID_TOKEN =
            base64Url("{\"alg\":\"RS256\"}") + "." + base64Url("{\"sub\":\"x\"}") + ".AAAA";

    private final TestStack stack = new TestStack();
    private final ExplainTrustHandler handler = new ExplainTrustHandler(stack.wiring());
    private final Token admin = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("trusts.read", "TenantTokenManagement")
            .store();

    @BeforeEach
    void put_trust() {
        stack.trusts()
                .put(
                        "ci-web",
                        stack.issuers().put("github", IssuerKind.GITHUB, "https://token.actions.githubusercontent.com"),
                        "web",
                        "ci");
    }

    private static String base64Url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
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
        return TestEvent.load("trust-explain").calledBy(admin);
    }

    private TestEvent withClaim(String name, String json) {
        String claims = request().bodyText();
        return request().body(claims.replaceFirst("(\"" + name + "\":)\"[^\"]*\"", "$1" + json.replace("$", "\\$")));
    }

    @Test
    void claims_that_match_are_explained() {
        assertThat(call(request()).body())
                .isEqualTo("{\"matches\":true,\"conditions\":["
                        + "{\"claim\":\"repository_id\",\"holds\":true,\"found\":\"equal\"},"
                        + "{\"claim\":\"repository_owner_id\",\"holds\":true,\"found\":\"equal\"},"
                        + "{\"claim\":\"ref\",\"holds\":true,\"found\":\"equal\"}]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        repository_id | 456789            | 0 | otherType
        repository_id | "999"             | 0 | otherValue
        repository_id | null              | 0 | otherType
        ref           | "refs/heads/evil" | 2 | otherValue
        """)
    void claim_that_does_not_match_is_named(String claim, String value, int index, String found) {
        TestResponse response = call(withClaim(claim, value));

        assertThat(response.json().path("matches").asBoolean()).isFalse();
        assertThat(response.json().path("conditions").get(index))
                .hasToString("{\"claim\":\"" + claim + "\",\"holds\":false,\"found\":\"" + found + "\"}");
        assertThat(response.fieldNames()).doesNotContain("violatedRule");
    }

    @Test
    void absent_claim_does_not_match() {
        assertThat(call(request().with("claims", Map.of("event_name", "push")))
                        .json()
                        .path("conditions"))
                .allSatisfy(condition ->
                        assertThat(condition.path("found").asText()).isEqualTo("absent"));
    }

    @Test
    void rule_of_the_kind_is_named() {
        TestResponse response = call(withClaim("event_name", "\"pull_request_target\""));

        assertThat(response.json().path("matches").asBoolean()).isFalse();
        assertThat(response.string("violatedRule")).isEqualTo("event");
        assertThat(response.json().path("conditions"))
                .allSatisfy(condition ->
                        assertThat(condition.path("holds").asBoolean()).isTrue());
    }

    @Test
    void id_token_anywhere_is_rejected_and_not_echoed() {
        for (Object claims : List.of(
                Map.of("sub", ID_TOKEN),
                Map.of("sub", "Bearer " + ID_TOKEN + " x"),
                Map.of("a", List.of(Map.of("b", "x." + ID_TOKEN))),
                Map.of(ID_TOKEN, 1))) {
            TestResponse response = call(request().with("claims", claims));

            assertThat(response.violationReasons()).containsExactly("claims contains-token");
            assertThat(response.body()).doesNotContain(ID_TOKEN.substring(0, 12));
        }
        TestResponse asClaims = call(request().with("claims", ID_TOKEN));
        assertThat(asClaims.violationReasons()).containsExactly("claims wrong-type");
        assertThat(asClaims.body()).doesNotContain(ID_TOKEN.substring(0, 12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"corp.example.com", "a.b.c", "accounts.google.com", "v1.2.3", "..", ""})
    void names_with_dots_are_no_id_tokens(String text) {
        assertThat(call(request().with("claims", Map.of("hd", text))).status()).isEqualTo(200);
    }

    @Test
    void claims_are_limited() {
        assertThat(call(request().without("claims")).violationReasons()).containsExactly("claims required");
        assertThat(call(request().with("claims", Map.of("a", "x".repeat(8193)))).violationReasons())
                .containsExactly("claims pattern");
    }

    @Test
    void invisible_trust_is_not_found() {
        Token bound = stack.token().project("shop").scopes("trusts.read").store();

        assertThat(call(request().calledBy(bound)).body())
                .isEqualTo(call(request().path("name", "absent")).body());
    }
}
