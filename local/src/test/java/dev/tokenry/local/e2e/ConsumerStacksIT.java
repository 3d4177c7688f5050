package dev.tokenry.local.e2e;

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

/** The examples, beside Tokenry: APIs of others, guarded by nothing but what Tokenry exports. */
class ConsumerStacksIT {

    private static final String HTTP = "sam-http-api";
    private static final String REST = "sam-rest-api";

    private static final String METRIC = "/metrics/load";

    @TempDir
    static Path data;

    private static TestStack tokenry;
    private static Caller admin;

    @BeforeAll
    static void start() {
        String token;
        try (TestStack earlier = startOnce()) {
            token = String.valueOf(earlier.admin().token());
        }
        // What the earlier run has made is made again, and no harm done.
        tokenry = startOnce();
        admin = tokenry.holder(token);
    }

    @AfterAll
    static void stop() {
        tokenry.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {HTTP, REST})
    void a_token_with_the_scope_is_let_in_and_the_function_knows_whose_it_is(String example) {
        Issued reader = issued("metrics.read");

        Reply reply = caller(example).with(reader).get(METRIC).is(200);

        assertThat(reply.json().at("/metric").textValue()).isEqualTo("load");
        assertThat(reply.json().at("/caller/tokenId").textValue()).isEqualTo(reader.id());
        assertThat(reply.json().at("/caller/owner").textValue()).isEqualTo("admin");
        assertThat(reply.json().at("/caller/scopes")).hasSize(1);
        assertThat(reply.json().at("/caller/scopes/0").textValue()).isEqualTo("metrics.read");
    }

    @ParameterizedTest
    @ValueSource(strings = {HTTP, REST})
    void a_token_that_is_disabled_is_refused_by_the_next_request(String example) {
        Issued reader = issued("metrics.read");
        caller(example).with(reader).get(METRIC).is(200);

        admin.put("/v2/apiTokens/" + reader.id(), Json.of("{'enabled':false}")).is(204);

        caller(example).with(reader).get(METRIC).is(example.equals(REST) ? 401 : 403);
    }

    @Test
    void a_rest_api_says_why() {
        Caller nobody = caller(REST).nobody();
        Reply unknown = nobody.get(METRIC).is(401);
        assertThat(unknown.json().at("/error/message").textValue()).isEqualTo("Missing or invalid API token.");
        assertThat(unknown.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"metrics\"");
        nobody.holder("tk0c01.NONSENSE.NONSENSE").get(METRIC).is(401);

        Reply denied = nobody.with(issued("metrics.write")).get(METRIC).is(403);
        assertThat(denied.json().at("/error/message").textValue()).contains("metrics.read");
    }

    @Test
    void an_http_api_says_no_more_than_that() {
        Caller nobody = caller(HTTP).nobody();
        assertThat(nobody.get(METRIC).is(401).text("message")).isEqualTo("Unauthorized");

        assertThat(nobody.holder("tk0c01.NONSENSE.NONSENSE").get(METRIC).is(403).text("message"))
                .isEqualTo("Forbidden");
        assertThat(nobody.with(issued("metrics.write")).get(METRIC).is(403).text("message"))
                .isEqualTo("Forbidden");
        nobody.with(issued("metrics.read")).get("/elsewhere").is(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {HTTP, REST})
    void an_operator_reads_the_rules_and_wrong_ones_change_nothing(String example) {
        String apiId = stack(example).template().api().apiId();
        Issued reader = issued("metrics.read");
        String rules = "{'action':'put','apiId':'%s','rules':['GET /metrics/{name} anyOf(%s)'],"
                + "'authorizerResultTtlInSeconds':0,'enableSimpleResponses':%b}";

        assertThat(operate(Json.of("{'action':'get','apiId':'%s'}", apiId))
                        .json()
                        .at("/rules/0")
                        .textValue())
                .isEqualTo("GET /metrics/{name} anyOf(metrics.read)");
        assertThat(operate(Json.of(rules, apiId, "no.such.scope", example.equals(HTTP)))
                        .json()
                        .at("/error/code")
                        .intValue())
                .isEqualTo(400);
        caller(example).with(reader).get(METRIC).is(200);
    }

    private static TestStack startOnce() {
        return TestStack.startBeside(data, template(HTTP), template(REST));
    }

    private static Path template(String example) {
        return Path.of("..", "examples", example, "template.yaml");
    }

    private static EmulatedStack stack(String example) {
        return tokenry.running().attachedStacks().stream()
                .filter(each -> each.name().equals(example))
                .findFirst()
                .orElseThrow();
    }

    private static Caller caller(String example) {
        return tokenry.nobody().at(stack(example).apiUrls().getFirst());
    }

    private static Issued issued(String scope) {
        return admin.create("{'name':'of an example','scopes':['%s']}", scope);
    }

    /** As operators do it: with IAM's permission to invoke, and no token. */
    private static Reply operate(String json) {
        return Http.send(
                HttpRequest.newBuilder(tokenry.origin().resolve("/2015-03-31/functions/RulesFunction/invocations"))
                        .header("Authorization", "AWS4-HMAC-SHA256 Credential=local")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }
}
