package dev.tokenry.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.administration.IssuedToken;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.tokens.GetTokenHandler;
import dev.tokenry.model.ScopeCatalogue;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decisions of the authorizer about the routes of the API, and their context. */
class AuthorizeHandlerTest extends AuthorizerTestBase {

    private static final String MISSING_SCOPE = "Token is missing required scope. Use one of: ";

    @Test
    void token_with_the_scope_is_allowed_for_this_request_only() throws IOException {
        callingToken(stack)
                .project("webshop")
                .scopes("apiTokens.write", "metrics.read")
                .expiresIn(Duration.ofDays(1))
                .store();

        assertThat(authorize(event()).json().toString())
                .isEqualTo("{\"principalId\":\"tk0c01.ST2EY72KQINMH574WMNVI7YN\",\"policyDocument\":{"
                        + "\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":\"execute-api:Invoke\","
                        + "\"Effect\":\"Allow\",\"Resource\":\"" + METHOD_ARN + "\"}]},\"context\":{"
                        + "\"tokenId\":\"tk0c01.ST2EY72KQINMH574WMNVI7YN\",\"owner\":\"jane\",\"ownerName\":\"jane\",\"userId\":\"\","
                        + "\"project\":\"webshop\",\"scopes\":\"apiTokens.write metrics.read\",\"kind\":\"api\","
                        + "\"secret\":\"current\",\"expiresAt\":\"1773916662518\"}}");
        assertThat(stack.logLines()).isEmpty();
    }

    @Test
    void absent_values_are_empty_strings_in_the_context() throws IOException {
        storeCallingToken("apiTokens.write");

        JsonNode context = authorize(event()).json().get("context");

        assertThat(context.get("project").textValue()).isEmpty();
        assertThat(context.get("expiresAt").textValue()).isEmpty();
    }

    @Test
    void handlers_accept_the_authorizer_context() throws IOException {
        storeCallingToken("AI");
        TestEvent get = TestEvent.load("get-self").withoutContext();
        TestEvent getRequest = event().method("GET").set("resource", "/v2/apiTokens/{id}");
        authorize(getRequest)
                .json()
                .get("context")
                .properties()
                .forEach(it -> get.context(it.getKey(), it.getValue().textValue()));

        TestResponse getResponse = stack.call(new GetTokenHandler(stack.wiring()), get);

        assertThat(getResponse.status()).isEqualTo(200);
        assertThat(getResponse.json().get("effectiveScopes").toString()).isEqualTo("[\"AI\"]");
    }

    @Test
    void context_of_a_token_with_every_scope_stays_small() throws IOException {
        storeCallingToken(allScopes());

        assertThat(authorize(event()).json().get("context").toString()).hasSizeLessThan(4096);
    }

    @Test
    void context_contains_effective_scopes_of_a_personal_token() throws IOException {
        callingToken(stack).scopes("apiTokens.write", "AI").personal().store();
        stack.users().put("jane", "logs.read", "apiTokens.write");

        assertThat(authorize(event()).json().toString())
                .contains("\"scopes\":\"apiTokens.write\"", "\"kind\":\"personal\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # scopes of the token | request                            | sufficient scopes
        metrics.read          | POST /v2/apiTokens                 | apiTokens.write (Write API tokens)
        TenantTokenManagement | POST /v2/apiTokens                 | apiTokens.write (Write API tokens)
        metrics.read          | POST /v2/apiTokens/{id}/regenerate | apiTokens.write (Write API tokens), \
        apiTokens.rotateSelf (Regenerate its own secret)
        """)
    void denial_names_the_sufficient_scopes(String scope, String request, String sufficient) throws IOException {
        storeCallingToken(scope);

        assertDenied(request(request), "MISSING_SCOPE", "missing-scope", MISSING_SCOPE + sufficient);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH /v2/apiTokens", "POST /v2/apiTokens/", "POST /v2/apitokens", "POST /{proxy+}"})
    void route_without_a_rule_is_denied(String request) throws IOException {
        storeCallingToken("apiTokens.write", "TenantTokenManagement");

        assertDenied(request(request), "NO_RULE", "access-denied", "Access denied.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # project | scopes of the token                    | path parameters
        webshop   | snapshots.upload                       | {"project":"backoffice"}
        webshop   | snapshots.upload                       | {"project":"Webshop"}
        webshop   | snapshots.upload                       | {"project":"%77ebshop"}
        webshop   | snapshots.upload                       | {"project":"webshop%2F"}
        webshop   | snapshots.upload                       | {"project":"webshop/"}
        webshop   | snapshots.upload                       | {"project":""}
        webshop   | snapshots.upload                       | {}
        webshop   | snapshots.upload                       | null
                  | snapshots.upload TenantTokenManagement | {"project":"backoffice"}
                  | snapshots.upload TenantTokenManagement | {"project":""}
        """)
    void project_route_denies_tokens_that_are_not_bound_to_the_project(
            String project, String scopes, String pathParameters) throws IOException {
        callingToken(stack).project(project).scopes(scopes.split(" ")).store();
        TestEvent event = snapshotEvent().set("pathParameters", TestResponse.json(pathParameters));

        assertDenied(event, "OTHER_PROJECT", "other-project", "Token is not bound to this project.");
    }

    @Test
    void scope_is_checked_before_the_project() throws IOException {
        callingToken(stack).project("webshop").store();
        String message = MISSING_SCOPE + "snapshots.upload (Upload project snapshots)";

        assertDenied(snapshotEvent(), "MISSING_SCOPE", "missing-scope", message);
    }

    @Test
    void project_route_allows_a_token_bound_to_the_project() throws IOException {
        callingToken(stack).project("webshop").scopes("snapshots.upload").store();

        assertAllowed(snapshotEvent().path("project", "webshop"));
    }

    static Stream<String> templateRoutes() {
        return TestStack.routeRules().lines();
    }

    @ParameterizedTest
    @MethodSource("templateRoutes")
    void every_route_allows_exactly_the_required_scopes(String rule) throws IOException {
        String[] parts = rule.split(" ", 3);
        TestEvent event = request(parts[0] + " " + parts[1]);
        event.path("project", "webshop").path("id", "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX");
        storeCallingToken("AI");
        IssuedToken privileged =
                stack.token().project("webshop").scopes(allScopes()).issue();

        String effect = parts[2].equals("authenticated") ? "Allow" : "Deny";
        assertThat(statement(authorize(event))).isEqualTo(statement(effect, event));
        assertAllowed(
                event.header("Authorization", "Bearer " + privileged.value().reveal()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"anyOf(%s)", "allOf(%s)", "anyOf(%s, users.read)", "allOf(%s, users.read)"})
    void messages_are_safe_in_gateway_response_templates(String requirement) throws IOException {
        storeCallingToken("AI");
        for (ScopeCatalogue.Entry entry : ScopeCatalogue.builtIn().entries()) {
            String scope = entry.scope().name();
            stack.setVariable("ROUTE_RULES", "POST /v2/apiTokens " + requirement.formatted(scope));
            String message = TestAuthorizerResponse.call(TestAuthorizer.of(stack), event(), stack)
                    .context("message");
            if (message != null) {
                assertThat(message)
                        .contains(scope + " (" + entry.description() + ")")
                        .matches("[\\x20-\\x7e&&[^\"\\\\$#]]+");
            } else {
                assertThat(scope).isEqualTo("AI");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 400, 432, 433, 434, 435, 600, 1500})
    void policy_resource_never_exceeds_the_gateway_limit(int length) throws IOException {
        storeCallingToken("AI");
        String stage = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/api/GET/";
        String arn = stage + "v2/apiTokens/" + "x".repeat(length);
        TestEvent event = event().method("GET")
                .set("resource", "/v2/apiTokens/{id}")
                .set("methodArn", arn)
                .path("id", "x".repeat(length));

        String resource = authorize(event)
                .json()
                .at("/policyDocument/Statement/0/Resource")
                .textValue();

        assertThat(resource.length()).isLessThanOrEqualTo(512);
        assertThat(resource).isEqualTo(arn.length() <= 512 ? arn : stage + "*");
    }

    private static String[] allScopes() {
        return ScopeCatalogue.builtIn().entries().stream()
                .map(entry -> entry.scope().name())
                .toArray(String[]::new);
    }

    private static TestEvent snapshotEvent() {
        return TestEvent.load("authorize-snapshot-other-project");
    }

    /** Asserts a policy that denies exactly this request, and one line in the log. */
    private void assertDenied(TestEvent event, String log, String reason, String message) throws IOException {
        TestAuthorizerResponse response = authorize(event);

        assertThat(statement(response)).isEqualTo(statement("Deny", event));
        assertThat(response.context("reason")).isEqualTo(reason);
        assertThat(response.context("message")).isEqualTo(message);
        assertThat(stack.logLines()).containsExactly("denied: " + log + " tk0c01.ST2EY72KQINMH574WMNVI7YN");
    }
}
