package dev.tokenry.functions.authorizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.administration.IssuedToken;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.TokenBuilder;
import dev.tokenry.functions.tokens.GetTokenHandler;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizeHandlerTest {

    private static final String METHOD_ARN =
            "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/api/POST/v2/apiTokens";

    private static final String MISSING_SCOPE = "Token is missing required scope. Use one of: ";

    private final TestStack stack = new TestStack();
    private final AuthorizeHandler handler = new AuthorizeHandler(stack.wiring());

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
                        + "\"tokenId\":\"tk0c01.ST2EY72KQINMH574WMNVI7YN\",\"owner\":\"jane\","
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
    void previous_secret_is_distinguished_from_the_current_one() throws IOException {
        Token token = storeCallingToken("apiTokens.write");
        stack.regenerate(token, Duration.ofMinutes(1));

        assertThat(authorize(event()).context("secret")).isEqualTo("previous");
        stack.advance(Duration.ofMinutes(1));
        assertUnauthorized(event());
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
            String message = TestAuthorizerResponse.call(new AuthorizeHandler(stack.wiring()), event(), stack)
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
    @CsvSource({
        "Authorization, Api-Token",
        "Authorization, api-token",
        "Authorization, API-TOKEN",
        "Authorization, Bearer",
        "Authorization, bearer",
        "Authorization, BEARER",
        "Authorization, bEaReR",
        "authorization, Bearer",
        "AUTHORIZATION, Bearer",
        "aUTHORIZATION, Bearer"
    })
    void header_name_and_both_schemes_are_case_insensitive(String name, String scheme) throws IOException {
        storeCallingToken("apiTokens.write");

        assertAllowed(anonymous().header(name, scheme + " " + TestStack.CALLING_TOKEN));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"headers":null}
        {"queryStringParameters":null,"multiValueQueryStringParameters":null,"pathParameters":null}
        {"queryStringParameters":null,"multiValueQueryStringParameters":null,"pathParameters":null,"multiValueHeaders":null}
        """)
    void null_maps_are_accepted(String changes) throws IOException {
        storeCallingToken("apiTokens.write");

        assertAllowed(change(event(), changes));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        'Api-Token {token},Api-Token {token}'   | NO_CREDENTIALS
        'Api-Token {token}, Api-Token {token}'  | NO_CREDENTIALS
        'Api-Token {token},'                    | NO_CREDENTIALS
        ',Api-Token {token}'                    | NO_CREDENTIALS
        'Api-Token {token} '                    | NO_CREDENTIALS
        ' Api-Token {token}'                    | NO_CREDENTIALS
        'Api-Token {token}\t'                   | MALFORMED
        'Api-Token {token} {token}'             | NO_CREDENTIALS
        'Api-Token {token}\n'                   | MALFORMED
        'Api-Token\t{token}'                    | NO_CREDENTIALS
        'Api-Token{token}'                      | NO_CREDENTIALS
        'Api-Token'                             | NO_CREDENTIALS
        'Api-Token '                            | NO_CREDENTIALS
        ''                                      | NO_CREDENTIALS
        '{token}'                               | NO_CREDENTIALS
        'Basic {token}'                         | NO_CREDENTIALS
        'Token {token}'                         | NO_CREDENTIALS
        'Api-Tokens {token}'                    | NO_CREDENTIALS
        'Bearer Api-Token {token}'              | NO_CREDENTIALS
        'Bearer "{token}"'                      | MALFORMED
        """)
    void any_other_credential_is_a_401(String authorization, String reason) throws IOException {
        storeCallingToken("apiTokens.write");

        assertUnauthorized(with(authorization.replace("{token}", TestStack.CALLING_TOKEN)), reason);
    }

    static Stream<Arguments> eventFilesWithoutExactlyOneToken() {
        return Stream.of(
                arguments(TestEvent.load("authorize-garbage"), "MALFORMED"),
                arguments(TestEvent.load("authorize-two-credentials"), "NO_CREDENTIALS"));
    }

    @ParameterizedTest
    @MethodSource("eventFilesWithoutExactlyOneToken")
    void event_files_without_exactly_one_token_are_a_401(TestEvent event, String reason) throws IOException {
        storeCallingToken("apiTokens.write");

        assertUnauthorized(event, reason);
    }

    static Stream<Arguments> eventsWithoutExactlyOneToken() {
        String header = "Api-Token " + TestStack.CALLING_TOKEN;
        String nullHeaders = "{\"headers\":null,\"multiValueHeaders\":null}";
        String nullQuery = "{\"queryStringParameters\":null,\"multiValueQueryStringParameters\":null}";
        return Stream.of(
                argumentSet("no header", anonymous()),
                argumentSet("null headers", change(event(), nullHeaders)),
                argumentSet("empty headers", change(event(), nullHeaders.replace("null", "{}"))),
                argumentSet(
                        "null maps",
                        change(change(event(), nullHeaders), nullQuery).set("pathParameters", null)),
                argumentSet("same value twice", with(header, header)),
                argumentSet("empty value first", with("", header)),
                argumentSet("empty value last", with(header, "")),
                argumentSet("null value", change(event(), "{\"multiValueHeaders\":{\"Authorization\":[null]}}")),
                argumentSet("two names", event().header("authorization", header)),
                argumentSet(
                        "two names in one map",
                        event().header("authorization", header).set("multiValueHeaders", null)),
                argumentSet("token in query", anonymous().query("api-token", TestStack.CALLING_TOKEN)),
                argumentSet("header in query", anonymous().query("Authorization", header)),
                argumentSet("cookie", anonymous().header("Cookie", "Authorization=" + header)),
                argumentSet("other header", anonymous().header("X-Authorization", header)),
                argumentSet("body", anonymous().set("body", header)));
    }

    @ParameterizedTest
    @MethodSource("eventsWithoutExactlyOneToken")
    void anything_but_exactly_one_token_is_a_401(TestEvent event) throws IOException {
        storeCallingToken("apiTokens.write");

        assertUnauthorized(event, "NO_CREDENTIALS");
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

        assertUnauthorized(with("Api-Token " + text), "MALFORMED");
    }

    static Stream<Arguments> inactiveTokens() {
        return Stream.of(
                state("unknown", "UNKNOWN", stack -> {}),
                state(
                        "deleted",
                        "UNKNOWN",
                        stack -> stack.tokens().delete(writer(stack).store())),
                // The state of the token is not visible without its secret.
                state(
                        "other secret",
                        "WRONG_SECRET",
                        stack -> stack.regenerate(callingToken(stack).disabled().store(), Duration.ZERO)),
                state("disabled", "DISABLED", stack -> writer(stack).disabled().store()),
                state("expired", "EXPIRED", stack -> {
                    writer(stack).expiresIn(Duration.ofDays(1)).store();
                    stack.advance(Duration.ofDays(1));
                }),
                state(
                        "without a user",
                        "OWNER_UNKNOWN",
                        stack -> writer(stack).personal().store()),
                state("of a disabled user", "OWNER_DISABLED", stack -> {
                    writer(stack).personal().store();
                    stack.users().put("jane", false, true, "apiTokens.write");
                }));
    }

    @ParameterizedTest
    @MethodSource("inactiveTokens")
    void inactive_token_is_a_401(String reason, Consumer<TestStack> state) throws IOException {
        state.accept(stack);

        assertUnauthorized(event(), reason);
    }

    @Test
    void token_works_until_it_expires() throws IOException {
        writer(stack).expiresIn(Duration.ofDays(1)).store();

        stack.advance(Duration.ofDays(1).minusMillis(1));
        assertAllowed(event());
        stack.advance(Duration.ofMillis(1));
        assertUnauthorized(event(), "EXPIRED");
    }

    @Test
    void change_takes_effect_on_the_next_request() throws IOException {
        Token token = storeCallingToken("apiTokens.write");
        assertAllowed(event());

        updateSettings(
                token, it -> new TokenSettings(it.name(), null, true, Scopes.NONE, it.expiresAt(), it.modifiedAt()));
        assertThat(statement(authorize(event()))).isEqualTo(statement("Deny", event()));
        updateSettings(
                token, it -> new TokenSettings(it.name(), null, false, it.scopes(), it.expiresAt(), it.modifiedAt()));
        assertUnauthorized(event());
    }

    private void updateSettings(Token token, UnaryOperator<TokenSettings> change) {
        Token current = stack.tokens().get(token.id());
        stack.tokens().replaceConcurrently(current.withSettings(change.apply(current.settings())));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                state("store unavailable", stack -> {
                    writer(stack).store();
                    stack.tokens().makeUnavailable();
                }),
                state("pepper unavailable", stack -> {
                    writer(stack).store();
                    stack.makePepperUnavailable();
                }),
                state("pepper unavailable, token unknown", TestStack::makePepperUnavailable),
                state("wrong pepper", stack -> {
                    writer(stack).store();
                    stack.replacePepper();
                }));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failure_yields_no_decision(Consumer<TestStack> state) {
        state.accept(stack);

        assertNoDecision(event());
    }

    @Test
    void cached_pepper_is_used_while_kms_is_unavailable() throws IOException {
        storeCallingToken("apiTokens.write");
        authorize(event());
        stack.makePepperUnavailable();
        stack.advance(Duration.ofHours(11));

        assertAllowed(event());
        stack.advance(Duration.ofHours(1));
        assertNoDecision(event());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # event          | changes
        authorize-create | {"type":null}
        authorize-create | {"type":"request"}
        authorize-create | {"type":"TOKEN"}
        authorize-create | {"type":["REQUEST"]}
        authorize-create | {"authorizationToken":"Bearer {token}"}
        authorize-create | {"routeArn":"arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/api/POST/v2/apiTokens"}
        authorize-create | {"version":"1.0","resource":null}
        authorize-create | {"version":"2.0"}
        authorize-create | {"version":"3.0"}
        authorize-create | {"methodArn":null}
        authorize-create | {"methodArn":{}}
        authorize-create | {"methodArn":"arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/api/GET/v2/apiTokens"}
        authorize-create | {"methodArn":"arn:aws:lambda:eu-central-1:123456789012:a1b2c3d4e5/api/POST/v2/apiTokens"}
        authorize-create | {"methodArn":"POST/v2/apiTokens"}
        authorize-create | {"httpMethod":null}
        authorize-create | {"httpMethod":"post"}
        authorize-create | {"resource":null}
        authorize-create | {"multiValueHeaders":{"Authorization":[["x"]]}}
        authorize-create | {"multiValueHeaders":{"Authorization":{}}}
        authorize-create | {"pathParameters":{"project":["webshop"]}}
        authorize-token  | {"authorizationToken":null}
        authorize-token  | {"resource":"/orders/{id}"}
        authorize-http-1 | {"version":null}
        authorize-http-1 | {"version":"2.0"}
        authorize-http-1 | {"httpMethod":null}
        authorize-http-2 | {"version":null}
        authorize-http-2 | {"version":"1.0"}
        authorize-http-2 | {"routeKey":null}
        authorize-http-2 | {"methodArn":"arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/api/POST/v2/apiTokens"}
        authorize-http-2 | {"requestContext":{}}
        """)
    void unsupported_event_fails_the_invocation(String file, String changes) {
        TestEvent event = change(TestEvent.load(file), changes.replace("{token}", TestStack.CALLING_TOKEN));

        assertInvocationFails(event.toJson());
    }

    static Stream<String> textsOtherThanEvents() {
        String event = event().toJson();
        return Stream.of(
                "",
                "null",
                "[]",
                "\"REQUEST\"",
                "{}",
                "{\"type\":\"REQUEST\"}",
                event.substring(0, 400),
                event.substring(0, event.length() - 1),
                "{\"version\":\"2.0\",\"type\":\"REQUEST\",\"routeArn\":\"" + METHOD_ARN
                        + "\",\"routeKey\":\"POST /v2/apiTokens\",\"headers\":{\"authorization\":\"Bearer "
                        + TestStack.CALLING_TOKEN + "\"}}");
    }

    @ParameterizedTest
    @MethodSource("textsOtherThanEvents")
    void anything_but_an_event_fails_the_invocation(String text) {
        assertInvocationFails(text);
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

    @Test
    void secret_is_in_no_response_and_no_log() throws IOException {
        storeCallingToken("apiTokens.write");
        String secret = TestStack.CALLING_TOKEN.substring(TestStack.CALLING_TOKEN.lastIndexOf('.') + 1);

        assertThat(authorize(event()).json().toString()).doesNotContain(secret);
        assertThat(authorize(event().method("PATCH")).json().toString()).doesNotContain(secret);
        assertUnauthorized(with("Basic " + TestStack.CALLING_TOKEN));
        stack.tokens().makeUnavailable();
        assertNoDecision(event());
        assertThat(String.join("\n", stack.logLines())).doesNotContain(secret);
    }

    private Token storeCallingToken(String... scopes) {
        return callingToken(stack).scopes(scopes).store();
    }

    private static TokenBuilder writer(TestStack stack) {
        return callingToken(stack).scopes("apiTokens.write");
    }

    private static TokenBuilder callingToken(TestStack stack) {
        return stack.token().tokenValue(TestStack.CALLING_TOKEN);
    }

    private static String[] allScopes() {
        return ScopeCatalogue.builtIn().entries().stream()
                .map(entry -> entry.scope().name())
                .toArray(String[]::new);
    }

    private static Arguments state(String name, Consumer<TestStack> state) {
        return argumentSet(name, state);
    }

    private static Arguments state(String name, String reason, Consumer<TestStack> state) {
        return argumentSet(name, reason, state);
    }

    private static TestEvent event() {
        return TestEvent.load("authorize-create");
    }

    private static TestEvent request(String methodAndResource) {
        String[] parts = methodAndResource.split(" ");
        return event().method(parts[0]).set("resource", parts[1]);
    }

    private static TestEvent snapshotEvent() {
        return TestEvent.load("authorize-snapshot-other-project");
    }

    private static TestEvent anonymous() {
        return event().withoutHeader("Authorization");
    }

    private static TestEvent with(String... authorization) {
        return anonymous().header("Authorization", authorization);
    }

    /** Replaces the fields of an event by those of a JSON object. */
    private static TestEvent change(TestEvent event, String changes) {
        TestResponse.json(changes).properties().forEach(it -> event.set(it.getKey(), it.getValue()));
        return event;
    }

    /** Asserts a policy that allows exactly this request. */
    private void assertAllowed(TestEvent event) throws IOException {
        assertThat(statement(authorize(event))).isEqualTo(statement("Allow", event));
    }

    /** Asserts a policy that denies exactly this request, and one line in the log. */
    private void assertDenied(TestEvent event, String log, String reason, String message) throws IOException {
        TestAuthorizerResponse response = authorize(event);

        assertThat(statement(response)).isEqualTo(statement("Deny", event));
        assertThat(response.context("reason")).isEqualTo(reason);
        assertThat(response.context("message")).isEqualTo(message);
        assertThat(stack.logLines()).containsExactly("denied: " + log + " tk0c01.ST2EY72KQINMH574WMNVI7YN");
    }

    /** Asserts a 401 and that the log names only the reason. */
    private void assertUnauthorized(TestEvent event, String reason) throws IOException {
        assertUnauthorized(event);
        assertThat(stack.logLines()).containsExactly("denied: " + reason);
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

    private void assertInvocationFails(String event) {
        storeCallingToken("apiTokens.write");

        failureOf(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)));
    }

    private void assertNoDecision(TestEvent event) {
        assertThat(failureOf(event.toInputStream())).isInstanceOf(ServiceUnavailableException.class);
    }

    /** Returns the failure of an invocation, which is no 401, reveals no secret and leaves no response. */
    private Throwable failureOf(InputStream event) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        Throwable failure = catchThrowable(() -> handler.handleRequest(event, output, stack.context()));

        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).isNotEqualTo("Unauthorized").doesNotContain("EXAMPLETOKEN");
        assertThat(output.size()).isZero();
        return failure;
    }

    private TestAuthorizerResponse authorize(TestEvent event) throws IOException {
        return TestAuthorizerResponse.call(handler, event, stack);
    }

    private static String statement(TestAuthorizerResponse response) {
        return response.json().at("/policyDocument/Statement/0").toString();
    }

    private static String statement(String effect, TestEvent event) {
        String arn = TestResponse.json(event.toJson()).get("methodArn").textValue();
        return "{\"Action\":\"execute-api:Invoke\",\"Effect\":\"" + effect + "\",\"Resource\":\"" + arn + "\"}";
    }
}
