package dev.tokenry.functions.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.ApiRules;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gateways that keep an answer and give it for other requests of the same token. */
class KeptAnswersTest {

    private static final String REST = "arn:aws:execute-api:eu-central-1:123456789012:q7w8e9r0t1/prod/";
    private static final String OWN = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/api/";

    private final TestStack stack = new TestStack();

    @Test
    void one_policy_is_right_for_every_route_of_a_rest_api() throws IOException {
        rules(
                "q7w8e9r0t1",
                "GET /orders/{id} anyOf(metrics.read)",
                "DELETE /orders/{id} anyOf(metrics.write)",
                "GET /health public",
                "POST /projects/{project}/builds authenticated project {project}");
        stack.token().tokenValue(TestStack.CALLING_TOKEN).project("web").scopes("metrics.read").store();

        Asked asked = ask(TestEvent.load("authorize-token"));

        assertThat(asked.allows(REST + "GET/orders/42")).isTrue();
        assertThat(asked.allows(REST + "GET/orders/43")).isTrue();
        assertThat(asked.allows(REST + "GET/health")).isTrue();
        assertThat(asked.allows(REST + "POST/projects/web/builds")).isTrue();
        assertThat(asked.allows(REST + "POST/projects/shop/builds")).isFalse();
        assertThat(asked.allows(REST + "DELETE/orders/42")).isFalse();
        assertThat(asked.allows(REST + "GET/orders/42/lines")).isFalse();
        assertThat(asked.allows(REST + "GET/orders")).isFalse();
        assertThat(asked.allows(REST.replace("prod", "test") + "GET/orders/42")).isFalse();
        assertThat(asked.allows(REST.replace("q7w8e9r0t1", "other") + "GET/orders/42"))
                .isFalse();
    }

    @Test
    void a_refusal_does_not_name_a_scope_since_it_is_read_on_other_routes_too() throws IOException {
        rules("q7w8e9r0t1", "GET /orders/{id} anyOf(metrics.read)", "GET /health authenticated");
        stack.token().tokenValue(TestStack.CALLING_TOKEN).store();

        Asked denied = ask(TestEvent.load("authorize-token"));

        assertThat(denied.context("message"))
                .isEqualTo("Token is missing a required scope, or is not bound to this project.");
        assertThat(denied.allows(REST + "GET/health")).isTrue();
        Asked allowed = ask(TestEvent.load("authorize-token").set("methodArn", REST + "GET/health"));
        assertThat(allowed.context("message")).isEqualTo(denied.context("message"));
        assertThat(allowed.context("owner")).isEqualTo("jane");
    }

    @Test
    void a_route_without_a_rule_stays_closed_even_under_anothers_wildcard() throws IOException {
        rules("q7w8e9r0t1", "GET /orders/{id} authenticated", "GET /orders/{id}/lines authenticated");
        stack.token().tokenValue(TestStack.CALLING_TOKEN).store();
        String secret = REST + "GET/orders/42/secret";

        // As a REQUEST event of that route says it: there is no rule for the resource.
        TestEvent event = TestEvent.load("authorize-create")
                .set("stageVariables", null)
                .set("methodArn", secret)
                .set("httpMethod", "GET")
                .set("resource", "/orders/{id}/secret");

        assertThat(ask(event).allows(secret)).isFalse();
    }

    @Test
    void a_public_route_first_closes_no_other_to_the_token() throws IOException {
        rules("q7w8e9r0t1", "GET /orders/{id} anyOf(metrics.read)", "GET /health public");
        stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes("metrics.read").store();

        Asked asked = ask(TestEvent.load("authorize-token").set("methodArn", REST + "GET/health"));

        assertThat(asked.allows(REST + "GET/health")).isTrue();
        assertThat(asked.allows(REST + "GET/orders/42")).isTrue();
        assertThat(asked.context("owner")).isEqualTo("jane");
    }

    @Test
    void nobodys_answer_opens_what_is_public_and_nothing_else() throws IOException {
        rules("h1t2t3p4a5", "GET /orders/{id} authenticated", "GET /health public");
        String arn = "arn:aws:execute-api:eu-central-1:123456789012:h1t2t3p4a5/$default/GET/";

        Asked asked = ask(TestEvent.load("authorize-http-1"));

        assertThat(asked.allows(arn + "health")).isTrue();
        assertThat(asked.allows(arn + "orders/42")).isFalse();
        assertThat(asked.allows(arn + "orders/43")).isFalse();
    }

    @Test
    void yes_and_no_are_kept_for_one_route_and_path_or_are_not_given() throws IOException {
        rules("h1t2t3p4a5", "GET /orders/{id} authenticated");
        stack.token().tokenValue(TestStack.CALLING_TOKEN).store();
        TestEvent event = TestEvent.load("authorize-http-2");
        String token = "Bearer " + TestStack.CALLING_TOKEN;

        for (List<String> sources : List.of(
                List.of(token),
                List.of(token, "GET /orders/{id}"),
                List.of(token, "/orders/42"),
                List.of(token, "GET /orders", "/orders/42"),
                List.of(token, "GET /orders/{id}", "/orders/43"),
                List.<String>of())) {
            assertThatThrownBy(() -> ask(event.set("identitySource", sources)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("$context.routeKey")
                    .hasMessageNotContaining("EXAMPLETOKEN");
        }
        event.set("identitySource", List.of(token, "GET /orders/{id}", "/orders/42"));
        assertThat(ask(event).answer().get("isAuthorized").booleanValue()).isTrue();
    }

    @Test
    void our_own_rules_suit_a_gateway_that_keeps_answers() throws IOException {
        stack.setVariable("AUTHORIZER_RESULT_TTL", "300");
        stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes("apiTokens.write").store();

        Asked asked = ask(TestEvent.load("authorize-create"));

        assertThat(asked.allows(OWN + "POST/v2/apiTokens")).isTrue();
        assertThat(asked.allows(OWN + "POST/v2/apiTokens/tk0c01.X/regenerate")).isTrue();
        assertThat(asked.allows(OWN + "POST/v2/apiTokens/bulk")).isTrue();
        assertThat(asked.allows(OWN + "POST/v2/apiTokens/lookup")).isFalse();
        assertThat(asked.allows(OWN + "GET/v2/apiTokens")).isFalse();
        assertThat(asked.allows(OWN + "GET/v2/apiTokens/tk0c01.X")).isTrue();
        assertThat(asked.allows(OWN + "GET/v2/apiTokens/tk0c01.X/more")).isFalse();
        assertThat(asked.allows(OWN + "GET/v2/users/jane")).isFalse();
    }

    @Test
    void our_own_rules_are_refused_at_the_start_when_a_kept_answer_could_mistake_them() {
        stack.setVariable("AUTHORIZER_RESULT_TTL", "300");
        stack.setVariable("ROUTE_RULES", "GET /a/{id} authenticated\nGET /a/b public");

        assertThatThrownBy(() -> new AuthorizeHandler(stack.wiring()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GET /a/{id}")
                .hasMessageContaining("GET /a/b");
    }

    @Test
    void a_path_that_no_policy_can_hold_is_denied_with_its_whole_method() throws IOException {
        rules("q7w8e9r0t1", "GET /orders/{id} anyOf(metrics.read)");
        stack.token().tokenValue(TestStack.CALLING_TOKEN).store();
        String arn = REST + "GET/orders/" + "x".repeat(500);

        assertThat(ask(TestEvent.load("authorize-token").set("methodArn", arn)).resources("Deny"))
                .contains(REST + "GET/*");
    }

    private void rules(String apiId, String... rules) {
        stack.apiRules().replace(apiId, new ApiRules(List.of(rules), Duration.ofSeconds(300), true));
    }

    private Asked ask(TestEvent event) throws IOException {
        return Asked.of(new AuthorizeHandler(stack.wiring()), event, stack);
    }
}
