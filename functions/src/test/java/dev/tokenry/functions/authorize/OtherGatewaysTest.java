package dev.tokenry.functions.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.ApiRules;
import dev.tokenry.error.ServiceUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The APIs of other teams, of every kind that API Gateway has. */
class OtherGatewaysTest {

    private static final String REST = "q7w8e9r0t1";
    private static final String HTTP = "h1t2t3p4a5";
    private static final String REST_ARN =
            "arn:aws:execute-api:eu-central-1:123456789012:q7w8e9r0t1/prod/GET/orders/42";
    private static final String HTTP_ARN =
            "arn:aws:execute-api:eu-central-1:123456789012:h1t2t3p4a5/$default/GET/orders/42";

    private final TestStack stack = new TestStack();
    private final AuthorizeHandler handler = new AuthorizeHandler(stack.wiring());

    @Test
    void an_http_api_hears_yes_and_who_it_is() throws IOException {
        rules(HTTP, true, "GET /orders/{id} anyOf(metrics.read)");
        known("metrics.read");

        assertThat(ask("authorize-http-2").answer().toString())
                .isEqualTo("{\"isAuthorized\":true,\"context\":{\"tokenId\":\"tk0c01.ST2EY72KQINMH574WMNVI7YN\","
                        + "\"owner\":\"jane\",\"project\":\"\",\"scopes\":\"metrics.read\",\"kind\":\"api\","
                        + "\"secret\":\"current\",\"expiresAt\":\"\"}}");
    }

    @Test
    void an_http_api_hears_no_and_what_is_missing_once_the_token_is_known() throws IOException {
        rules(HTTP, true, "GET /orders/{id} anyOf(metrics.read)");
        known("metrics.write");

        Asked asked = ask("authorize-http-2");

        assertThat(asked.answer().get("isAuthorized").booleanValue()).isFalse();
        assertThat(asked.context("message"))
                .isEqualTo("Token is missing required scope. Use one of: metrics.read (Read metrics)");
    }

    @Test
    void an_http_api_hears_no_and_nothing_else_of_an_unknown_token() throws IOException {
        rules(HTTP, true, "GET /orders/{id} anyOf(metrics.read)");

        assertThat(ask("authorize-http-2").answer().toString()).isEqualTo("{\"isAuthorized\":false,\"context\":{}}");
        assertThat(stack.logLines()).containsExactly("denied: UNKNOWN");
    }

    @Test
    void an_http_api_may_want_a_policy() throws IOException {
        rules(HTTP, false, "GET /orders/{id} anyOf(metrics.read)");
        assertThat(ask("authorize-http-2").answer().toString())
                .isEqualTo("{\"principalId\":\"anonymous\",\"policyDocument\":{\"Version\":\"2012-10-17\","
                        + "\"Statement\":[{\"Action\":\"execute-api:Invoke\",\"Effect\":\"Deny\",\"Resource\":\""
                        + HTTP_ARN + "\"}]},\"context\":{}}");

        known("metrics.read");
        assertThat(ask("authorize-http-2").resources("Allow")).containsExactly(HTTP_ARN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void payload_1_is_answered_by_a_policy_always(boolean simple) throws IOException {
        rules(HTTP, simple, "GET /orders/{id} anyOf(metrics.read)");
        assertThat(ask("authorize-http-1").resources("Deny")).containsExactly(HTTP_ARN);

        known("metrics.read");
        Asked asked = ask("authorize-http-1");
        assertThat(asked.resources("Allow")).containsExactly(HTTP_ARN);
        assertThat(asked.context("owner")).isEqualTo("jane");
    }

    @Test
    void a_token_event_is_judged_by_the_path_in_its_arn() throws IOException {
        rules(
                REST,
                true,
                "GET /orders/{id} anyOf(metrics.read)",
                "GET /orders/{id}/lines anyOf(metrics.write)",
                "DELETE /orders/{id} anyOf(metrics.write)");
        known("metrics.read");

        assertThat(ask("authorize-token").resources("Allow")).containsExactly(REST_ARN);
        assertThat(ask(tokenEvent(REST_ARN + "/lines")).resources("Deny")).containsExactly(REST_ARN + "/lines");
        assertThat(ask(tokenEvent(REST_ARN.replace("GET", "DELETE"))).context("message"))
                .contains("metrics.write");
        assertThat(ask(tokenEvent(REST_ARN.replace("orders", "other"))).context("message"))
                .isEqualTo("Access is denied.");
    }

    @Test
    void a_token_event_of_nobody_becomes_a_401() {
        rules(REST, true, "GET /orders/{id} anyOf(metrics.read)");

        assertThatThrownBy(() -> ask("authorize-token")).isExactlyInstanceOf(Unauthorized.class);
    }

    @Test
    void a_project_is_read_from_the_path_of_every_kind_of_event() throws IOException {
        rules(REST, true, "GET /orders/{id} authenticated project {id}");
        rules(HTTP, true, "GET /orders/{id} authenticated project {id}");
        stack.token().tokenValue(TestStack.CALLING_TOKEN).project("42").store();

        assertThat(ask("authorize-token").allows(REST_ARN)).isTrue();
        assertThat(ask("authorize-http-1").allows(HTTP_ARN)).isTrue();
        assertThat(ask("authorize-http-2").answer().get("isAuthorized").booleanValue())
                .isTrue();
        String other = REST_ARN.replace("/42", "/43");
        assertThat(ask(tokenEvent(other)).allows(other)).isFalse();
        assertThat(ask(TestEvent.load("authorize-http-1").path("id", "43")).context("message"))
                .isEqualTo("Token is not bound to this project.");
        assertThat(ask(TestEvent.load("authorize-http-2").path("id", "43"))
                        .answer()
                        .get("isAuthorized")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void a_public_route_lets_everybody_in_and_looks_at_nobody() throws IOException {
        rules(HTTP, true, "GET /orders/{id} public");
        rules(REST, true, "GET /orders/{id} public");
        stack.tokens().makeUnavailable();

        assertThat(ask("authorize-http-2").answer().toString()).isEqualTo("{\"isAuthorized\":true,\"context\":{}}");
        assertThat(ask("authorize-http-1").allows(HTTP_ARN)).isTrue();
        assertThat(ask("authorize-token").allows(REST_ARN)).isTrue();
        assertThat(ask(TestEvent.load("authorize-http-2").withoutHeader("authorization"))
                        .answer()
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
    void a_route_is_what_the_gateway_calls_it(String routeKey, String rule, boolean open) throws IOException {
        rules(HTTP, true, rule);
        known();

        assertThat(ask(TestEvent.load("authorize-http-2").set("routeKey", routeKey))
                        .answer()
                        .get("isAuthorized")
                        .booleanValue())
                .isEqualTo(open);
    }

    @Test
    void an_api_without_rules_is_closed_to_all() throws IOException {
        known("TenantTokenManagement");

        assertThat(ask("authorize-http-2").answer().get("isAuthorized").booleanValue())
                .isFalse();
        assertThat(ask("authorize-token").context("message")).isEqualTo("Access is denied.");
        assertThat(stack.logLines()).allMatch(line -> line.startsWith("denied: NO_RULE "));
    }

    @Test
    void our_own_rules_are_for_our_own_api() throws IOException {
        known("apiTokens.write");
        TestEvent foreign = TestEvent.load("authorize-create").set("stageVariables", Map.of());

        assertThat(ask(foreign).resources("Deny")).hasSize(1);
        assertThat(ask(foreign.set("stageVariables", Map.of("tokenryRules", "own")))
                        .resources("Deny"))
                .hasSize(1);
        assertThat(ask(foreign.set("stageVariables", null)).resources("Deny")).hasSize(1);
        assertThat(ask(TestEvent.load("authorize-create")).resources("Allow")).hasSize(1);
    }

    @Test
    void the_rules_of_one_api_are_not_anothers() throws IOException {
        rules(REST, true, "GET /orders/{id} authenticated");
        known();

        assertThat(ask("authorize-http-1").resources("Deny")).hasSize(1);
        assertThat(ask("authorize-token").resources("Allow")).hasSize(1);
    }

    @Test
    void rules_that_cannot_be_read_let_nobody_in_and_turn_nobody_away() {
        rules(HTTP, true, "GET /orders/{id} anyOf(gone.scope)");
        known("metrics.read");

        assertThatThrownBy(() -> ask("authorize-http-2")).isInstanceOf(ServiceUnavailableException.class);
    }

    @Test
    void an_http_apis_last_use_has_its_address() throws IOException {
        rules(HTTP, true, "GET /orders/{id} authenticated");
        known();

        ask("authorize-http-2");

        assertThat(stack.tokens().all().getFirst().lastUse().ipAddress()).isEqualTo("203.0.113.7");
    }

    private void known(String... scopes) {
        stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes(scopes).store();
    }

    private void rules(String apiId, boolean simple, String... rules) {
        stack.apiRules().replace(apiId, new ApiRules(List.of(rules), Duration.ZERO, simple));
    }

    private static TestEvent tokenEvent(String arn) {
        return TestEvent.load("authorize-token").set("methodArn", arn);
    }

    private Asked ask(String file) throws IOException {
        return ask(TestEvent.load(file));
    }

    private Asked ask(TestEvent event) throws IOException {
        return Asked.of(handler, event, stack);
    }
}
