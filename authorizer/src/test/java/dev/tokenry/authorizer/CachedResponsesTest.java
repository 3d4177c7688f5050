package dev.tokenry.authorizer;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.ApiRules;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests responses that a gateway caches and applies to other requests with the same token. */
class CachedResponsesTest {

    private static final String REST = "arn:aws:execute-api:eu-central-1:123456789012:q7w8e9r0t1/prod/";
    private static final String OWN = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/api/";

    private final TestStack stack = new TestStack();

    @Test
    void one_cached_policy_covers_every_route_of_a_rest_api() throws IOException {
        rules(
                "q7w8e9r0t1",
                "GET /orders/{id} anyOf(metrics.read)",
                "DELETE /orders/{id} anyOf(metrics.write)",
                "GET /health public",
                "POST /projects/{project}/builds authenticated project {project}");
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .project("web")
                .scopes("metrics.read")
                .store();

        TestAuthorizerResponse response = authorize(TestEvent.load("authorize-token"));

        assertThat(response.allows(REST + "GET/orders/42")).isTrue();
        assertThat(response.allows(REST + "GET/orders/43")).isTrue();
        assertThat(response.allows(REST + "GET/health")).isTrue();
        assertThat(response.allows(REST + "POST/projects/web/builds")).isTrue();
        assertThat(response.allows(REST + "POST/projects/shop/builds")).isFalse();
        assertThat(response.allows(REST + "DELETE/orders/42")).isFalse();
        assertThat(response.allows(REST + "GET/orders/42/lines")).isFalse();
        assertThat(response.allows(REST + "GET/orders")).isFalse();
        assertThat(response.allows(REST.replace("prod", "test") + "GET/orders/42"))
                .isFalse();
        assertThat(response.allows(REST.replace("q7w8e9r0t1", "other") + "GET/orders/42"))
                .isFalse();
    }

    @Test
    void cached_denial_does_not_name_a_scope() throws IOException {
        rules("q7w8e9r0t1", "GET /orders/{id} anyOf(metrics.read)", "GET /health authenticated");
        stack.token().tokenValue(TestStack.CALLING_TOKEN).store();

        TestAuthorizerResponse denial = authorize(TestEvent.load("authorize-token"));

        assertThat(denial.context("message"))
                .isEqualTo("Token is missing a required scope or is not bound to this project.");
        assertThat(denial.allows(REST + "GET/health")).isTrue();
        TestAuthorizerResponse allowed =
                authorize(TestEvent.load("authorize-token").set("methodArn", REST + "GET/health"));
        assertThat(allowed.context("message")).isEqualTo(denial.context("message"));
        // The scope and the project are not checked again for a cached result, so neither is given as the cause.
        assertThat(denial.context("reason")).isEqualTo("access-denied");
        assertThat(allowed.context("reason")).isEqualTo("access-denied");
        assertThat(allowed.context("owner")).isEqualTo("jane");
    }

    @Test
    void route_without_a_rule_is_denied_despite_a_wildcard() throws IOException {
        rules("q7w8e9r0t1", "GET /orders/{id} authenticated", "GET /orders/{id}/lines authenticated");
        stack.token().tokenValue(TestStack.CALLING_TOKEN).store();
        String secret = REST + "GET/orders/42/secret";

        // The event of a REQUEST authorizer; no rule exists for its resource.
        TestEvent event = TestEvent.load("authorize-create")
                .set("stageVariables", null)
                .set("methodArn", secret)
                .set("httpMethod", "GET")
                .set("resource", "/orders/{id}/secret");

        assertThat(authorize(event).allows(secret)).isFalse();
    }

    @Test
    void policy_from_a_public_route_still_allows_other_routes() throws IOException {
        rules("q7w8e9r0t1", "GET /orders/{id} anyOf(metrics.read)", "GET /health public");
        stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes("metrics.read").store();

        TestAuthorizerResponse response =
                authorize(TestEvent.load("authorize-token").set("methodArn", REST + "GET/health"));

        assertThat(response.allows(REST + "GET/health")).isTrue();
        assertThat(response.allows(REST + "GET/orders/42")).isTrue();
        assertThat(response.context("owner")).isEqualTo("jane");
    }

    @Test
    void anonymous_policy_allows_only_public_routes() throws IOException {
        rules("h1t2t3p4a5", "GET /orders/{id} authenticated", "GET /health public");
        String arn = "arn:aws:execute-api:eu-central-1:123456789012:h1t2t3p4a5/$default/GET/";

        TestAuthorizerResponse response = authorize(TestEvent.load("authorize-http-1"));

        assertThat(response.allows(arn + "health")).isTrue();
        assertThat(response.allows(arn + "orders/42")).isFalse();
        assertThat(response.allows(arn + "orders/43")).isFalse();
    }

    @Test
    void cached_simple_response_requires_route_and_path_identity_sources() throws IOException {
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
            assertThatThrownBy(() -> authorize(event.set("identitySource", sources)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("$context.routeKey")
                    .hasMessageNotContaining("EXAMPLETOKEN");
        }
        event.set("identitySource", List.of(token, "GET /orders/{id}", "/orders/42"));
        assertThat(authorize(event).json().get("isAuthorized").booleanValue()).isTrue();
    }

    @Test
    void own_rules_work_with_a_cached_authorizer_result() throws IOException {
        stack.setVariable("AUTHORIZER_RESULT_TTL", "300");
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .scopes("apiTokens.write")
                .store();

        TestAuthorizerResponse response = authorize(TestEvent.load("authorize-create"));

        assertThat(response.allows(OWN + "POST/v2/apiTokens")).isTrue();
        assertThat(response.allows(OWN + "POST/v2/apiTokens/tk0c01.X/regenerate"))
                .isTrue();
        assertThat(response.allows(OWN + "POST/v2/apiTokens/bulk")).isTrue();
        assertThat(response.allows(OWN + "POST/v2/apiTokens/lookup")).isFalse();
        assertThat(response.allows(OWN + "GET/v2/apiTokens")).isFalse();
        assertThat(response.allows(OWN + "GET/v2/apiTokens/tk0c01.X")).isTrue();
        assertThat(response.allows(OWN + "GET/v2/apiTokens/tk0c01.X/events")).isTrue();
        assertThat(response.allows(OWN + "GET/v2/users/jane")).isFalse();
    }

    @Test
    void ambiguous_own_rules_fail_at_startup_when_results_are_cached() {
        stack.setVariable("AUTHORIZER_RESULT_TTL", "300");
        stack.setVariable("ROUTE_RULES", "GET /a/{id} authenticated\nGET /a/b public");

        assertThatThrownBy(() -> TestAuthorizer.of(stack))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GET /a/{id}")
                .hasMessageContaining("GET /a/b");
    }

    @Test
    void path_too_long_for_a_policy_denies_the_whole_method() throws IOException {
        rules("q7w8e9r0t1", "GET /orders/{id} anyOf(metrics.read)");
        stack.token().tokenValue(TestStack.CALLING_TOKEN).store();
        String arn = REST + "GET/orders/" + "x".repeat(500);

        assertThat(authorize(TestEvent.load("authorize-token").set("methodArn", arn))
                        .resources("Deny"))
                .contains(REST + "GET/*");
    }

    private void rules(String apiId, String... rules) {
        stack.apiRules().replace(apiId, new ApiRules(List.of(rules), Duration.ofSeconds(300), true), STAMP);
    }

    private TestAuthorizerResponse authorize(TestEvent event) throws IOException {
        return TestAuthorizerResponse.call(TestAuthorizer.of(stack), event, stack);
    }
}
