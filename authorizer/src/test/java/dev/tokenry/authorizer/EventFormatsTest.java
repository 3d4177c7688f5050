package dev.tokenry.authorizer;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.ApiRules;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the authorizer with attached APIs of every type and event format. */
class EventFormatsTest {

    private static final String REST = "q7w8e9r0t1";
    private static final String HTTP = "h1t2t3p4a5";
    private static final String REST_ARN =
            "arn:aws:execute-api:eu-central-1:123456789012:q7w8e9r0t1/prod/GET/orders/42";
    private static final String HTTP_ARN =
            "arn:aws:execute-api:eu-central-1:123456789012:h1t2t3p4a5/$default/GET/orders/42";

    private final TestStack stack = new TestStack();
    private final AuthorizeHandler handler = TestAuthorizer.of(stack);

    @Test
    void http_api_gets_a_simple_allow_with_context() throws IOException {
        rules(HTTP, true, "GET /orders/{id} anyOf(metrics.read)");
        storeCallingToken("metrics.read");

        assertThat(authorize("authorize-http-2").json().toString())
                .isEqualTo("{\"isAuthorized\":true,\"context\":{\"tokenId\":\"tk0c01.ST2EY72KQINMH574WMNVI7YN\","
                        + "\"owner\":\"jane\",\"ownerName\":\"jane\",\"userId\":\"\",\"project\":\"\",\"scopes\":\"metrics.read\",\"kind\":\"api\","
                        + "\"secret\":\"current\",\"expiresAt\":\"\"}}");
    }

    @Test
    void http_api_gets_a_simple_deny_with_message_for_an_authenticated_token() throws IOException {
        rules(HTTP, true, "GET /orders/{id} anyOf(metrics.read)");
        storeCallingToken("metrics.write");

        TestAuthorizerResponse response = authorize("authorize-http-2");

        assertThat(response.json().get("isAuthorized").booleanValue()).isFalse();
        assertThat(response.context("message"))
                .isEqualTo("Token is missing required scope. Use one of: metrics.read (Read metrics)");
    }

    @Test
    void http_api_gets_a_bare_deny_for_an_unknown_token() throws IOException {
        rules(HTTP, true, "GET /orders/{id} anyOf(metrics.read)");

        assertThat(authorize("authorize-http-2").json().toString())
                .isEqualTo("{\"isAuthorized\":false,\"context\":{}}");
        assertThat(stack.logLines()).containsExactly("denied: UNKNOWN");
    }

    @Test
    void http_api_can_use_iam_policies() throws IOException {
        rules(HTTP, false, "GET /orders/{id} anyOf(metrics.read)");
        assertThat(authorize("authorize-http-2").json().toString())
                .isEqualTo("{\"principalId\":\"anonymous\",\"policyDocument\":{\"Version\":\"2012-10-17\","
                        + "\"Statement\":[{\"Action\":\"execute-api:Invoke\",\"Effect\":\"Deny\",\"Resource\":\""
                        + HTTP_ARN + "\"}]},\"context\":{}}");

        storeCallingToken("metrics.read");
        assertThat(authorize("authorize-http-2").resources("Allow")).containsExactly(HTTP_ARN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void payload_format_1_always_gets_a_policy(boolean simple) throws IOException {
        rules(HTTP, simple, "GET /orders/{id} anyOf(metrics.read)");
        assertThat(authorize("authorize-http-1").resources("Deny")).containsExactly(HTTP_ARN);

        storeCallingToken("metrics.read");
        TestAuthorizerResponse response = authorize("authorize-http-1");
        assertThat(response.resources("Allow")).containsExactly(HTTP_ARN);
        assertThat(response.context("owner")).isEqualTo("jane");
    }

    @Test
    void token_event_is_matched_by_the_path_in_its_arn() throws IOException {
        rules(
                REST,
                true,
                "GET /orders/{id} anyOf(metrics.read)",
                "GET /orders/{id}/lines anyOf(metrics.write)",
                "DELETE /orders/{id} anyOf(metrics.write)");
        storeCallingToken("metrics.read");

        assertThat(authorize("authorize-token").resources("Allow")).containsExactly(REST_ARN);
        assertThat(authorize(tokenEvent(REST_ARN + "/lines")).resources("Deny")).containsExactly(REST_ARN + "/lines");
        assertThat(authorize(tokenEvent(REST_ARN.replace("GET", "DELETE"))).context("message"))
                .contains("metrics.write");
        assertThat(authorize(tokenEvent(REST_ARN.replace("orders", "other"))).context("message"))
                .isEqualTo("Access denied.");
    }

    @Test
    void token_event_with_an_unknown_token_is_a_401() {
        rules(REST, true, "GET /orders/{id} anyOf(metrics.read)");

        assertThatThrownBy(() -> authorize("authorize-token")).isExactlyInstanceOf(UnauthorizedException.class);
    }

    @Test
    void project_is_extracted_from_every_event_format() throws IOException {
        rules(REST, true, "GET /orders/{id} authenticated project {id}");
        rules(HTTP, true, "GET /orders/{id} authenticated project {id}");
        stack.token().tokenValue(TestStack.CALLING_TOKEN).project("42").store();

        assertThat(authorize("authorize-token").allows(REST_ARN)).isTrue();
        assertThat(authorize("authorize-http-1").allows(HTTP_ARN)).isTrue();
        assertThat(authorize("authorize-http-2").json().get("isAuthorized").booleanValue())
                .isTrue();
        String other = REST_ARN.replace("/42", "/43");
        assertThat(authorize(tokenEvent(other)).allows(other)).isFalse();
        assertThat(authorize(TestEvent.load("authorize-http-1").path("id", "43"))
                        .context("message"))
                .isEqualTo("Token is not bound to this project.");
        assertThat(authorize(TestEvent.load("authorize-http-2").path("id", "43"))
                        .json()
                        .get("isAuthorized")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void reason_of_a_denial_is_for_rest_apis_only() throws IOException {
        rules(REST, true, "GET /orders/{id} anyOf(metrics.read)");
        rules(HTTP, true, "GET /orders/{id} anyOf(metrics.read)");
        storeCallingToken("metrics.write");

        assertThat(authorize("authorize-token").context("reason")).isEqualTo("missing-scope");
        for (String event : List.of("authorize-http-1", "authorize-http-2")) {
            TestAuthorizerResponse response = authorize(event);
            assertThat(response.context("message")).contains("metrics.read");
            assertThat(response.json().get("context").has("reason")).isFalse();
        }
    }

    @Test
    void public_route_allows_everyone_without_authentication() throws IOException {
        rules(HTTP, true, "GET /orders/{id} public");
        rules(REST, true, "GET /orders/{id} public");
        stack.tokens().makeUnavailable();

        assertThat(authorize("authorize-http-2").json().toString()).isEqualTo("{\"isAuthorized\":true,\"context\":{}}");
        assertThat(authorize("authorize-http-1").allows(HTTP_ARN)).isTrue();
        assertThat(authorize("authorize-token").allows(REST_ARN)).isTrue();
        assertThat(authorize(TestEvent.load("authorize-http-2").withoutHeader("authorization"))
                        .json()
                        .get("isAuthorized")
                        .booleanValue())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "$default, ANY $default authenticated,    true",
        "$default, GET $default authenticated,    true",
        "$default, POST $default authenticated,   false",
        "$default, ANY /orders/{id} authenticated,false",
        "ANY /orders/{id}, ANY /orders/{id} authenticated, true",
        "ANY /orders/{id}, GET /orders/{id} authenticated, true",
        "ANY /orders/{id}, PUT /orders/{id} authenticated, false",
        "GET /orders/{id}, ANY /orders/{id} authenticated, true",
        "GET /orders/{id}, ANY $default authenticated,     false",
        "GET /orders/{id}, GET /orders/{name} authenticated, false",
    })
    void http_api_route_key_selects_the_rule(String routeKey, String rule, boolean allowed) throws IOException {
        rules(HTTP, true, rule);
        storeCallingToken();

        assertThat(authorize(TestEvent.load("authorize-http-2").set("routeKey", routeKey))
                        .json()
                        .get("isAuthorized")
                        .booleanValue())
                .isEqualTo(allowed);
    }

    @Test
    void api_without_rules_denies_everything() throws IOException {
        storeCallingToken("TenantTokenManagement");

        assertThat(authorize("authorize-http-2").json().get("isAuthorized").booleanValue())
                .isFalse();
        assertThat(authorize("authorize-token").context("message")).isEqualTo("Access denied.");
        assertThat(stack.logLines()).allMatch(line -> line.startsWith("denied: NO_RULE "));
    }

    @Test
    void own_rules_apply_only_to_the_own_api() throws IOException {
        storeCallingToken("apiTokens.write");
        TestEvent otherApiEvent = TestEvent.load("authorize-create").set("stageVariables", Map.of());

        assertThat(authorize(otherApiEvent).resources("Deny")).hasSize(1);
        assertThat(authorize(otherApiEvent.set("stageVariables", Map.of("tokenryRules", "own")))
                        .resources("Deny"))
                .hasSize(1);
        assertThat(authorize(otherApiEvent.set("stageVariables", null)).resources("Deny"))
                .hasSize(1);
        assertThat(authorize(TestEvent.load("authorize-create")).resources("Allow"))
                .hasSize(1);
    }

    @Test
    void rules_of_one_api_do_not_apply_to_another() throws IOException {
        rules(REST, true, "GET /orders/{id} authenticated");
        storeCallingToken();

        assertThat(authorize("authorize-http-1").resources("Deny")).hasSize(1);
        assertThat(authorize("authorize-token").resources("Allow")).hasSize(1);
    }

    @Test
    void unreadable_rules_yield_no_decision() {
        rules(HTTP, true, "GET /orders/{id} anyOf()");
        storeCallingToken("metrics.read");

        assertThatThrownBy(() -> authorize("authorize-http-2")).isInstanceOf(ServiceUnavailableException.class);
    }

    @Test
    void last_use_of_an_http_api_has_the_source_ip() throws IOException {
        rules(HTTP, true, "GET /orders/{id} authenticated");
        storeCallingToken();

        authorize("authorize-http-2");

        assertThat(stack.tokens().all().getFirst().lastUse().ipAddress()).isEqualTo("203.0.113.7");
    }

    private void storeCallingToken(String... scopes) {
        stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes(scopes).store();
    }

    private void rules(String apiId, boolean simple, String... rules) {
        stack.apiRules().replace(apiId, new ApiRules(List.of(rules), Duration.ZERO, simple), STAMP);
    }

    private static TestEvent tokenEvent(String arn) {
        return TestEvent.load("authorize-token").set("methodArn", arn);
    }

    private TestAuthorizerResponse authorize(String file) throws IOException {
        return authorize(TestEvent.load(file));
    }

    private TestAuthorizerResponse authorize(TestEvent event) throws IOException {
        return TestAuthorizerResponse.call(handler, event, stack);
    }
}
