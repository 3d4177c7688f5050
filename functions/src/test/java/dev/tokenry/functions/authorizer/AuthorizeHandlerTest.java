package dev.tokenry.functions.authorizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.administration.IssuedToken;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.tokens.GetTokenHandler;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizeHandlerTest {

    private static final String METHOD_ARN =
            "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/api/POST/v2/apiTokens";

    private final TestStack stack = new TestStack();
    private final AuthorizeHandler handler = new AuthorizeHandler(stack.wiring());

    private Token storeCallingToken(String... scopes) {
        return stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes(scopes).store();
    }

    private static TestEvent event() {
        return TestEvent.load("authorize-create");
    }

    private static TestEvent with(String... authorization) {
        return event().withoutHeader("Authorization").header("Authorization", authorization);
    }

    private JsonNode authorize(TestEvent event) throws IOException {
        return authorizeWith(handler, event);
    }

    @Test
    void token_with_the_scope_is_allowed_for_this_request_only() throws IOException {
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .project("webshop")
                .scopes("apiTokens.write", "metrics.read")
                .expiresIn(Duration.ofDays(1))
                .store();

        assertThat(authorize(event()).toString())
                .isEqualTo("{\"principalId\":\"tk0c01.ST2EY72KQINMH574WMNVI7YN\",\"policyDocument\":{"
                        + "\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":\"execute-api:Invoke\","
                        + "\"Effect\":\"Allow\",\"Resource\":\"" + METHOD_ARN + "\"}]},\"context\":{"
                        + "\"tokenId\":\"tk0c01.ST2EY72KQINMH574WMNVI7YN\",\"owner\":\"jane\","
                        + "\"project\":\"webshop\",\"scopes\":\"apiTokens.write metrics.read\",\"kind\":\"api\","
                        + "\"secret\":\"current\",\"expiresAt\":\"1773916662518\"}}");
        assertThat(stack.logLines()).isEmpty();
    }

    @Test
    void absent_values_are_empty_strings_in_the_context() throws IOException {
        storeCallingToken("apiTokens.write");

        JsonNode context = authorize(event()).get("context");

        assertThat(context.get("project").textValue()).isEmpty();
        assertThat(context.get("expiresAt").textValue()).isEmpty();
    }

    @Test
    void handlers_accept_the_authorizer_context() throws IOException {
        storeCallingToken("AI");
        TestEvent get = TestEvent.load("get-self").withoutContext();
        TestEvent getRequest = event().method("GET").set("resource", "/v2/apiTokens/{id}");
        authorize(getRequest)
                .get("context")
                .properties()
                .forEach(it -> get.context(it.getKey(), it.getValue().textValue()));

        TestResponse getResponse = stack.call(new GetTokenHandler(stack.wiring()), get);

        assertThat(getResponse.status()).isEqualTo(200);
        assertThat(getResponse.json().get("effectiveScopes").toString()).isEqualTo("[\"AI\"]");
    }

    @Test
    void previous_secret_is_distinguished_from_the_current_one() throws IOException {
        Token token = storeCallingToken("apiTokens.write");
        stack.regenerate(token, Duration.ofMinutes(1));

        assertThat(authorize(event()).at("/context/secret").textValue()).isEqualTo("previous");
        stack.advance(Duration.ofMinutes(1));
        assertUnauthorized(event());
    }

    @Test
    void context_of_a_token_with_every_scope_stays_small() throws IOException {
        storeCallingToken(ScopeCatalogue.builtIn().entries().stream()
                .map(entry -> entry.scope().name())
                .toArray(String[]::new));

        assertThat(authorize(event()).get("context").toString()).hasSizeLessThan(4096);
    }

    @Test
    void denial_names_the_missing_scope() throws IOException {
        storeCallingToken("metrics.read");

        JsonNode response = authorize(event());

        assertThat(statement(response))
                .isEqualTo(
                        "{\"Action\":\"execute-api:Invoke\",\"Effect\":\"Deny\",\"Resource\":\"" + METHOD_ARN + "\"}");
        assertThat(message(response))
                .isEqualTo("Token is missing required scope. Use one of: apiTokens.write (Write API tokens)");
        assertThat(reason(response)).isEqualTo("missing-scope");
        assertThat(stack.logLines()).containsExactly("denied: MISSING_SCOPE tk0c01.ST2EY72KQINMH574WMNVI7YN");
    }

    @Test
    void denial_names_all_sufficient_scopes() throws IOException {
        storeCallingToken("metrics.read");

        assertThat(message(authorize(event().set("resource", "/v2/apiTokens/{id}/regenerate"))))
                .isEqualTo("Token is missing required scope. Use one of: apiTokens.write (Write API tokens), "
                        + "apiTokens.rotateSelf (Regenerate its own secret)");
    }

    @Test
    void managing_all_tokens_does_not_include_write_access() throws IOException {
        storeCallingToken("TenantTokenManagement");

        assertThat(statement(authorize(event()))).contains("Deny");
    }

    static Stream<String> templateRoutes() {
        return TestStack.routeRules().lines();
    }

    @ParameterizedTest
    @MethodSource("templateRoutes")
    void every_route_allows_exactly_the_required_scopes(String rule) throws IOException {
        String[] parts = rule.split(" ", 3);
        TestEvent event = event().method(parts[0]).set("resource", parts[1]);
        event.path("project", "webshop").path("id", "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX");
        storeCallingToken("AI");
        IssuedToken privileged = stack.token()
                .project("webshop")
                .scopes(ScopeCatalogue.builtIn().entries().stream()
                        .map(entry -> entry.scope().name())
                        .toArray(String[]::new))
                .issue();

        assertThat(statement(authorize(event))).contains(parts[2].equals("authenticated") ? "Allow" : "Deny");
        event.header("Authorization", "Bearer " + privileged.value().reveal());
        assertThat(statement(authorize(event))).contains("Allow");
    }

    @Test
    void route_without_a_rule_is_denied() throws IOException {
        storeCallingToken("apiTokens.write", "TenantTokenManagement");

        for (TestEvent event : List.of(
                event().method("PATCH"),
                event().set("resource", "/v2/apiTokens/"),
                event().set("resource", "/v2/apitokens"),
                event().set("resource", "/{proxy+}"))) {
            JsonNode response = authorize(event);
            assertThat(statement(response)).contains("Deny");
            assertThat(message(response)).isEqualTo("Access denied.");
            assertThat(reason(response)).isEqualTo("access-denied");
        }
    }

    @Test
    void project_route_allows_only_tokens_bound_to_the_project() throws IOException {
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .project("webshop")
                .scopes("snapshots.upload")
                .store();
        TestEvent event = TestEvent.load("authorize-snapshot-other-project");

        assertThat(message(authorize(event))).isEqualTo("Token is not bound to this project.");
        assertThat(reason(authorize(event))).isEqualTo("other-project");
        for (String project : List.of("Webshop", "%77ebshop", "webshop%2F", "", "webshop/")) {
            assertThat(statement(authorize(event.path("project", project)))).contains("Deny");
        }
        assertThat(statement(authorize(event.set("pathParameters", null)))).contains("Deny");
        assertThat(statement(authorize(event.set("pathParameters", Map.of())))).contains("Deny");
        assertThat(statement(authorize(event.path("project", "webshop")))).contains("Allow");
    }

    @Test
    void project_route_denies_a_token_without_a_project() throws IOException {
        storeCallingToken("snapshots.upload", "TenantTokenManagement");
        TestEvent event = TestEvent.load("authorize-snapshot-other-project");

        assertThat(message(authorize(event))).isEqualTo("Token is not bound to this project.");
        assertThat(reason(authorize(event))).isEqualTo("other-project");
        assertThat(statement(authorize(event.path("project", "")))).contains("Deny");
    }

    @Test
    void scope_is_checked_before_the_project() throws IOException {
        stack.token().tokenValue(TestStack.CALLING_TOKEN).project("webshop").store();

        assertThat(message(authorize(TestEvent.load("authorize-snapshot-other-project"))))
                .isEqualTo("Token is missing required scope. "
                        + "Use one of: snapshots.upload (Upload project snapshots)");
    }

    @Test
    void messages_are_safe_in_gateway_response_templates() throws IOException {
        storeCallingToken("AI");
        for (ScopeCatalogue.Entry entry : ScopeCatalogue.builtIn().entries()) {
            String scope = entry.scope().name();
            for (String requirement :
                    List.of("anyOf(%s)", "allOf(%s)", "anyOf(%s, users.read)", "allOf(%s, users.read)")) {
                stack.setVariable("ROUTE_RULES", "POST /v2/apiTokens " + requirement.formatted(scope));
                JsonNode response = authorizeWith(new AuthorizeHandler(stack.wiring()), event());
                if (response.at("/context/message").isTextual()) {
                    assertThat(message(response))
                            .contains(scope + " (" + entry.description() + ")")
                            .matches("[\\x20-\\x7e&&[^\"\\\\$#]]+");
                } else {
                    assertThat(scope).isEqualTo("AI");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Api-Token", "Bearer", "api-token", "API-TOKEN", "bearer", "BEARER", "bEaReR"})
    void both_schemes_are_case_insensitive(String scheme) throws IOException {
        storeCallingToken("apiTokens.write");

        assertThat(statement(authorize(with(scheme + " " + TestStack.CALLING_TOKEN))))
                .contains("Allow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization", "AUTHORIZATION", "aUTHORIZATION"})
    void header_name_is_case_insensitive(String name) throws IOException {
        storeCallingToken("apiTokens.write");
        TestEvent event = event().withoutHeader("Authorization").header(name, "Bearer " + TestStack.CALLING_TOKEN);

        assertThat(statement(authorize(event))).contains("Allow");
    }

    @Test
    void null_maps_are_accepted() throws IOException {
        storeCallingToken("apiTokens.write");
        TestEvent event = event().set("queryStringParameters", null)
                .set("multiValueQueryStringParameters", null)
                .set("pathParameters", null);

        assertThat(statement(authorize(event))).contains("Allow");
        assertThat(statement(authorize(event.set("multiValueHeaders", null)))).contains("Allow");
        assertUnauthorized(event.set("headers", null));
    }

    @Test
    void multi_value_headers_are_used_when_headers_are_absent() throws IOException {
        storeCallingToken("apiTokens.write");

        assertThat(statement(authorize(event().set("headers", null)))).contains("Allow");
    }

    static Stream<TestEvent> eventsWithoutExactlyOneToken() {
        String header = "Api-Token " + TestStack.CALLING_TOKEN;
        return Stream.of(
                TestEvent.load("authorize-garbage"),
                TestEvent.load("authorize-two-credentials"),
                event().withoutHeader("Authorization"),
                event().set("headers", null).set("multiValueHeaders", null),
                event().set("headers", Map.of()).set("multiValueHeaders", Map.of()),
                with(header, header),
                with("", header),
                with(header, ""),
                event().header("authorization", header),
                event().header("authorization", header).set("multiValueHeaders", null),
                with(header + "," + header),
                with(header + ", " + header),
                with(header + ","),
                with("," + header),
                with(header + " "),
                with(" " + header),
                with(header + "\t"),
                with(header + " " + TestStack.CALLING_TOKEN),
                with(header + "\n"),
                with("Api-Token\t" + TestStack.CALLING_TOKEN),
                with("Api-Token" + TestStack.CALLING_TOKEN),
                with("Api-Token"),
                with("Api-Token "),
                with(""),
                with(TestStack.CALLING_TOKEN),
                with("Basic " + TestStack.CALLING_TOKEN),
                with("Token " + TestStack.CALLING_TOKEN),
                with("Api-Tokens " + TestStack.CALLING_TOKEN),
                with("Bearer Api-Token " + TestStack.CALLING_TOKEN),
                with("Bearer \"" + TestStack.CALLING_TOKEN + "\""),
                event().set("multiValueHeaders", Map.of("Authorization", Arrays.asList((String) null))),
                event().withoutHeader("Authorization").query("api-token", TestStack.CALLING_TOKEN),
                event().withoutHeader("Authorization").query("Authorization", header),
                event().withoutHeader("Authorization").header("Cookie", "Authorization=" + header),
                event().withoutHeader("Authorization").header("X-Authorization", header),
                event().withoutHeader("Authorization").set("body", header));
    }

    @ParameterizedTest
    @MethodSource("eventsWithoutExactlyOneToken")
    void anything_but_exactly_one_token_is_a_401(TestEvent event) throws IOException {
        storeCallingToken("apiTokens.write");

        assertUnauthorized(event);
        assertThat(stack.logLines()).hasSize(1);
        assertThat(stack.logLines().getFirst()).isIn("denied: NO_CREDENTIALS", "denied: MALFORMED");
    }

    static Stream<String> malformedTokens() {
        String token = TestStack.CALLING_TOKEN;
        return Stream.of(
                token.substring(0, token.length() - 1),
                token + "A",
                token.substring(0, token.length() - 1) + "A",
                token.replace("EXAMPLE", "EXEMPLE"),
                token.replace("tk0c01", "dt0c01"),
                token.replace("tk0c01", "TK0C01"),
                token.toLowerCase(Locale.ROOT),
                token.replace('.', ':'),
                token.substring(0, token.lastIndexOf('.')),
                token.substring(token.lastIndexOf('.')),
                "..",
                ".",
                "x".repeat(8000));
    }

    @ParameterizedTest
    @MethodSource("malformedTokens")
    void malformed_token_causes_no_store_access(String text) throws IOException {
        stack.tokens().makeUnavailable();
        stack.makePepperUnavailable();

        assertUnauthorized(with("Api-Token " + text));
        assertThat(stack.logLines()).containsExactly("denied: MALFORMED");
    }

    @Test
    void unknown_token_is_a_401() throws IOException {
        assertUnauthorized(event());
        assertThat(stack.logLines()).containsExactly("denied: UNKNOWN");
    }

    @Test
    void wrong_secret_is_a_401_regardless_of_token_state() throws IOException {
        Token token =
                stack.token().tokenValue(TestStack.CALLING_TOKEN).disabled().store();
        stack.regenerate(token, Duration.ZERO);

        assertUnauthorized(event());
        assertThat(stack.logLines()).containsExactly("denied: WRONG_SECRET");
    }

    @Test
    void a_disabled_token_is_a_401() throws IOException {
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .scopes("apiTokens.write")
                .disabled()
                .store();

        assertUnauthorized(event());
        assertThat(stack.logLines()).containsExactly("denied: DISABLED");
    }

    @Test
    void token_works_until_it_expires() throws IOException {
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .scopes("apiTokens.write")
                .expiresIn(Duration.ofDays(1))
                .store();

        stack.advance(Duration.ofDays(1).minusMillis(1));
        assertThat(statement(authorize(event()))).contains("Allow");
        stack.advance(Duration.ofMillis(1));
        assertUnauthorized(event());
        assertThat(stack.logLines()).containsExactly("denied: EXPIRED");
    }

    @Test
    void a_deleted_token_is_a_401() throws IOException {
        stack.tokens().delete(storeCallingToken("apiTokens.write"));

        assertUnauthorized(event());
    }

    @Test
    void personal_token_without_a_user_is_a_401() throws IOException {
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .scopes("apiTokens.write")
                .personal()
                .store();

        assertUnauthorized(event());
        assertThat(stack.logLines()).containsExactly("denied: OWNER_UNKNOWN");
    }

    @Test
    void personal_token_of_a_disabled_user_is_a_401() throws IOException {
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .scopes("apiTokens.write")
                .personal()
                .store();
        stack.users().put("jane", false, true, "apiTokens.write");

        assertUnauthorized(event());
        assertThat(stack.logLines()).containsExactly("denied: OWNER_DISABLED");
    }

    @Test
    void context_contains_effective_scopes_of_a_personal_token() throws IOException {
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .scopes("apiTokens.write", "AI")
                .personal()
                .store();
        stack.users().put("jane", "logs.read", "apiTokens.write");

        assertThat(authorize(event()).toString()).contains("\"scopes\":\"apiTokens.write\"", "\"kind\":\"personal\"");
    }

    @Test
    void change_takes_effect_on_the_next_request() throws IOException {
        Token token = storeCallingToken("apiTokens.write");
        assertThat(statement(authorize(event()))).contains("Allow");

        updateSettings(
                token, it -> new TokenSettings(it.name(), null, true, Scopes.NONE, it.expiresAt(), it.modifiedAt()));
        assertThat(statement(authorize(event()))).contains("Deny");
        updateSettings(
                token, it -> new TokenSettings(it.name(), null, false, it.scopes(), it.expiresAt(), it.modifiedAt()));
        assertUnauthorized(event());
    }

    private void updateSettings(Token token, UnaryOperator<TokenSettings> change) {
        Token current = stack.tokens().get(token.id());
        stack.tokens().replaceConcurrently(current.withSettings(change.apply(current.settings())));
    }

    @Test
    void unavailable_store_yields_no_decision() {
        storeCallingToken("apiTokens.write");
        stack.tokens().makeUnavailable();

        assertNoDecision(event());
    }

    @Test
    void unavailable_pepper_yields_no_decision() {
        storeCallingToken("apiTokens.write");
        stack.makePepperUnavailable();

        assertNoDecision(event());
    }

    @Test
    void unavailable_pepper_yields_no_decision_for_an_unknown_token() {
        stack.makePepperUnavailable();

        assertNoDecision(event());
    }

    @Test
    void wrong_pepper_yields_no_decision() {
        storeCallingToken("apiTokens.write");
        stack.replacePepper();

        assertNoDecision(event());
    }

    @Test
    void cached_pepper_is_used_while_kms_is_unavailable() throws IOException {
        storeCallingToken("apiTokens.write");
        authorize(event());
        stack.makePepperUnavailable();
        stack.advance(Duration.ofHours(11));

        assertThat(statement(authorize(event()))).contains("Allow");
        stack.advance(Duration.ofHours(1));
        assertNoDecision(event());
    }

    static Stream<String> unsupportedEvents() {
        return Stream.of(
                "",
                "null",
                "[]",
                "\"REQUEST\"",
                "{}",
                "{\"type\":\"REQUEST\"}",
                event().set("type", "TOKEN").toJson(),
                event().set("authorizationToken", "Bearer " + TestStack.CALLING_TOKEN)
                        .toJson(),
                event().set("routeArn", METHOD_ARN).toJson(),
                event().set("version", "1.0").set("resource", null).toJson(),
                event().set("version", "2.0").toJson(),
                event().set("version", "3.0").toJson(),
                event().set("methodArn", METHOD_ARN.replace("POST", "GET")).toJson(),
                event().set("methodArn", METHOD_ARN.replace("execute-api", "lambda"))
                        .toJson(),
                event().set("methodArn", "POST/v2/apiTokens").toJson(),
                event().set("httpMethod", "post").toJson(),
                TestEvent.load("authorize-token")
                        .set("authorizationToken", null)
                        .toJson(),
                TestEvent.load("authorize-token")
                        .set("resource", "/orders/{id}")
                        .toJson(),
                TestEvent.load("authorize-http-1").set("version", "2.0").toJson(),
                TestEvent.load("authorize-http-1").set("version", null).toJson(),
                TestEvent.load("authorize-http-1").set("httpMethod", null).toJson(),
                TestEvent.load("authorize-http-2").set("version", "1.0").toJson(),
                TestEvent.load("authorize-http-2").set("version", null).toJson(),
                TestEvent.load("authorize-http-2").set("routeKey", null).toJson(),
                TestEvent.load("authorize-http-2").set("methodArn", METHOD_ARN).toJson(),
                TestEvent.load("authorize-http-2")
                        .set("requestContext", Map.of())
                        .toJson(),
                event().set("type", null).toJson(),
                event().set("type", "request").toJson(),
                event().set("type", List.of("REQUEST")).toJson(),
                event().set("methodArn", null).toJson(),
                event().set("methodArn", Map.of()).toJson(),
                event().set("httpMethod", null).toJson(),
                event().set("resource", null).toJson(),
                event().set("multiValueHeaders", Map.of("Authorization", List.of(List.of("x"))))
                        .toJson(),
                event().set("multiValueHeaders", Map.of("Authorization", Map.of()))
                        .toJson(),
                event().set("pathParameters", Map.of("project", List.of("webshop")))
                        .toJson(),
                event().toJson().substring(0, 400),
                event().toJson().substring(0, event().toJson().length() - 1),
                "{\"version\":\"2.0\",\"type\":\"REQUEST\",\"routeArn\":\"" + METHOD_ARN
                        + "\",\"routeKey\":\"POST /v2/apiTokens\",\"headers\":{\"authorization\":\"Bearer "
                        + TestStack.CALLING_TOKEN + "\"}}");
    }

    @ParameterizedTest
    @MethodSource("unsupportedEvents")
    void unknown_event_format_fails_the_invocation(String event) {
        storeCallingToken("apiTokens.write");
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        Throwable failure = catchThrowable(() -> handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, stack.context()));

        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).isNotEqualTo("Unauthorized").doesNotContain("EXAMPLETOKEN");
        assertThat(output.size()).isZero();
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

        String resource =
                authorize(event).at("/policyDocument/Statement/0/Resource").textValue();

        assertThat(resource.length()).isLessThanOrEqualTo(512);
        assertThat(resource).isEqualTo(arn.length() <= 512 ? arn : stage + "*");
    }

    @Test
    void secret_is_in_no_response_and_no_log() throws IOException {
        storeCallingToken("apiTokens.write");
        String secret = TestStack.CALLING_TOKEN.substring(TestStack.CALLING_TOKEN.lastIndexOf('.') + 1);

        assertThat(authorize(event()).toString()).doesNotContain(secret);
        assertThat(authorize(event().method("PATCH")).toString()).doesNotContain(secret);
        assertUnauthorized(with("Basic " + TestStack.CALLING_TOKEN));
        stack.tokens().makeUnavailable();
        assertNoDecision(event());
        assertThat(String.join("\n", stack.logLines())).doesNotContain(secret);
    }

    /** Asserts the failure that a REST API maps to 401: exactly this message, no cause and no response. */
    private void assertUnauthorized(TestEvent event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        assertThatThrownBy(() -> handler.handleRequest(event.toInputStream(), output, stack.context()))
                .isExactlyInstanceOf(UnauthorizedException.class)
                .hasMessage("Unauthorized")
                .hasNoCause();
        assertThat(output.size()).isZero();
    }

    private void assertNoDecision(TestEvent event) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        Throwable failure = catchThrowable(() -> handler.handleRequest(event.toInputStream(), output, stack.context()));

        assertThat(failure).isInstanceOf(ServiceUnavailableException.class);
        assertThat(failure.getMessage()).isNotEqualTo("Unauthorized").doesNotContain("EXAMPLETOKEN");
        assertThat(output.size()).isZero();
    }

    private JsonNode authorizeWith(AuthorizeHandler authorizer, TestEvent event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        authorizer.handleRequest(event.toInputStream(), output, stack.context());
        return TestResponse.json(output.toString(StandardCharsets.UTF_8));
    }

    private static String statement(JsonNode response) {
        return response.at("/policyDocument/Statement/0").toString();
    }

    private static String reason(JsonNode response) {
        return response.at("/context/reason").textValue();
    }

    private static String message(JsonNode response) {
        return response.at("/context/message").textValue();
    }
}
