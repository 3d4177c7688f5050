package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.emulator.EmulatedStack;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example stacks, which protect their APIs with the exports of Tokenry. */
class ConsumerStacksIT {

    private static final String HTTP = "sam-http-api";
    private static final String REST = "sam-rest-api";

    private static final String ORDER = "/orders/42";

    @TempDir
    static Path data;

    private static TestStack tokenry;
    private static ApiClient admin;

    @BeforeAll
    static void start() {
        String token;
        try (TestStack earlier = startStacks()) {
            token = String.valueOf(earlier.admin().token());
        }
        // A restart creates the custom resources again.
        tokenry = startStacks();
        admin = tokenry.clientWithToken(token);
    }

    @AfterAll
    static void stop() {
        tokenry.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {HTTP, REST})
    void a_token_with_the_scope_is_allowed_and_the_function_receives_its_principal(String example) {
        IssuedToken reader = createToken("orders.read");

        ApiReply reply = client(example).withToken(reader).get(ORDER).expectStatus(200);

        assertThat(reply.json().at("/order").textValue()).isEqualTo("42");
        assertThat(reply.json().at("/caller/tokenId").textValue()).isEqualTo(reader.id());
        assertThat(reply.json().at("/caller/owner").textValue()).isEqualTo("admin");
        client(example).withToken(reader).put(ORDER, "{}").expectStatus(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {HTTP, REST})
    void a_disabled_token_is_rejected_on_the_next_request(String example) {
        IssuedToken reader = createToken("orders.read");
        client(example).withToken(reader).get(ORDER).expectStatus(200);

        admin.put("/v2/apiTokens/" + reader.id(), TestJson.format("{'enabled':false}"))
                .expectStatus(204);

        client(example).withToken(reader).get(ORDER).expectStatus(example.equals(REST) ? 401 : 403);
    }

    @Test
    void a_rest_api_returns_the_reason() {
        ApiClient anonymous = client(REST).anonymous();
        ApiReply unknown = anonymous.get(ORDER).expectStatus(401);
        assertThat(unknown.json().at("/error/message").textValue()).isEqualTo("Missing or invalid API token.");
        assertThat(unknown.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"orders\"");
        anonymous.withTokenValue("tk0c01.NONSENSE.NONSENSE").get(ORDER).expectStatus(401);

        ApiReply denied =
                anonymous.withToken(createToken("orders.write")).get(ORDER).expectStatus(403);
        assertThat(denied.json().at("/error/message").textValue()).contains("orders.read");
    }

    @Test
    void an_http_api_returns_no_reason() {
        ApiClient anonymous = client(HTTP).anonymous();
        assertThat(anonymous.get(ORDER).expectStatus(401).string("message")).isEqualTo("Unauthorized");

        assertThat(anonymous
                        .withTokenValue("tk0c01.NONSENSE.NONSENSE")
                        .get(ORDER)
                        .expectStatus(403)
                        .string("message"))
                .isEqualTo("Forbidden");
        assertThat(anonymous
                        .withToken(createToken("orders.write"))
                        .get(ORDER)
                        .expectStatus(403)
                        .string("message"))
                .isEqualTo("Forbidden");
        anonymous.withToken(createToken("orders.read")).get("/elsewhere").expectStatus(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {HTTP, REST})
    void an_operator_can_read_the_rules_and_invalid_rules_change_nothing(String example) {
        String apiId = stack(example).template().api().apiId();
        IssuedToken reader = createToken("orders.read");
        String rules = "{'action':'put','apiId':'%s','rules':['GET /orders/{id} anyOf(%s)'],"
                + "'authorizerResultTtlInSeconds':0,'enableSimpleResponses':%b}";

        assertThat(invokeRulesFunction(TestJson.format("{'action':'get','apiId':'%s'}", apiId))
                        .json()
                        .at("/rules/0")
                        .textValue())
                .isEqualTo("GET /orders/{id} anyOf(orders.read)");
        assertThat(invokeRulesFunction(TestJson.format(rules, apiId, "no.such.scope", example.equals(HTTP)))
                        .json()
                        .at("/error/code")
                        .intValue())
                .isEqualTo(400);
        client(example).withToken(reader).get(ORDER).expectStatus(200);
    }

    private static TestStack startStacks() {
        return TestStack.startWithAttached(data, template(HTTP), template(REST));
    }

    private static Path template(String example) {
        return Path.of("..", "examples", example, "template.yaml");
    }

    private static EmulatedStack stack(String example) {
        return tokenry.localTokenry().attachedStacks().stream()
                .filter(each -> each.name().equals(example))
                .findFirst()
                .orElseThrow();
    }

    private static ApiClient client(String example) {
        return tokenry.anonymousClient().withBaseUrl(stack(example).apiUrls().getFirst());
    }

    private static IssuedToken createToken(String scope) {
        return admin.create("{'name':'of an example','scopes':['%s']}", scope);
    }

    /** Invokes the function as an operator, with IAM permission and without a token. */
    private static ApiReply invokeRulesFunction(String json) {
        return Http.send(
                HttpRequest.newBuilder(tokenry.origin().resolve("/2015-03-31/functions/RulesFunction/invocations"))
                        .header("Authorization", "AWS4-HMAC-SHA256 Credential=local")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }
}
