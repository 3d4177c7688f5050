package dev.tokenry.functions.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.administration.IssuedToken;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.get.GetHandler;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import dev.tokenry.error.ServiceUnavailableException;
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

    private Token known(String... scopes) {
        return stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes(scopes).store();
    }

    private static TestEvent event() {
        return TestEvent.load("authorize-create");
    }

    private static TestEvent with(String... authorization) {
        return event().withoutHeader("Authorization").header("Authorization", authorization);
    }

    private JsonNode answer(TestEvent event) throws IOException {
        return answerOf(handler, event);
    }

    @Test
    void a_token_with_the_scope_is_let_in_to_this_one_request() throws IOException {
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .project("webshop")
                .scopes("apiTokens.write", "metrics.read")
                .expiresIn(Duration.ofDays(1))
                .store();

        assertThat(answer(event()).toString())
                .isEqualTo("{\"principalId\":\"tk0c01.ST2EY72KQINMH574WMNVI7YN\",\"policyDocument\":{"
                        + "\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":\"execute-api:Invoke\","
                        + "\"Effect\":\"Allow\",\"Resource\":\"" + METHOD_ARN + "\"}]},\"context\":{"
                        + "\"tokenId\":\"tk0c01.ST2EY72KQINMH574WMNVI7YN\",\"owner\":\"jane\","
                        + "\"project\":\"webshop\",\"scopes\":\"apiTokens.write metrics.read\",\"kind\":\"api\","
                        + "\"secret\":\"current\",\"expiresAt\":\"1773916662518\"}}");
        assertThat(stack.logLines()).isEmpty();
    }

    @Test
    void what_a_token_lacks_is_an_empty_text_in_the_context() throws IOException {
        known("apiTokens.write");

        JsonNode context = answer(event()).get("context");

        assertThat(context.get("project").textValue()).isEmpty();
        assertThat(context.get("expiresAt").textValue()).isEmpty();
    }

    @Test
    void functions_believe_the_context_that_is_handed_on() throws IOException {
        known("AI");
        TestEvent get = TestEvent.load("get-self").withoutContext();
        TestEvent asked = event().method("GET").set("resource", "/v2/apiTokens/{id}");
        answer(asked)
                .get("context")
                .properties()
                .forEach(it -> get.context(it.getKey(), it.getValue().textValue()));

        TestResponse shown = stack.call(new GetHandler(stack.wiring()), get);

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.json().get("effectiveScopes").toString()).isEqualTo("[\"AI\"]");
    }

    @Test
    void a_previous_secret_is_told_from_the_current_one() throws IOException {
        Token token = known("apiTokens.write");
        stack.wiring().tokenIssuer(stack.wiring().pepperCache()).regenerate(token, Duration.ofMinutes(1));

        assertThat(answer(event()).at("/context/secret").textValue()).isEqualTo("previous");
        stack.advance(Duration.ofMinutes(1));
        assertUnauthorized(event());
    }

    @Test
    void the_context_of_a_token_with_every_scope_stays_small() throws IOException {
        known(ScopeCatalogue.builtIn().entries().stream()
                .map(entry -> entry.scope().name())
                .toArray(String[]::new));

        assertThat(answer(event()).get("context").toString()).hasSizeLessThan(4096);
    }

    @Test
    void a_token_without_the_scope_is_told_which_it_lacks() throws IOException {
        known("metrics.read");

        JsonNode answer = answer(event());

        assertThat(statement(answer))
                .isEqualTo(
                        "{\"Action\":\"execute-api:Invoke\",\"Effect\":\"Deny\",\"Resource\":\"" + METHOD_ARN + "\"}");
        assertThat(message(answer))
                .isEqualTo("Token is missing required scope. Use one of: apiTokens.write (Write API tokens)");
        assertThat(stack.logLines()).containsExactly("denied: MISSING_SCOPE tk0c01.ST2EY72KQINMH574WMNVI7YN");
    }

    @Test
    void where_several_scopes_would_do_all_are_named() throws IOException {
        known("metrics.read");

        assertThat(message(answer(event().set("resource", "/v2/apiTokens/{id}/regenerate"))))
                .isEqualTo("Token is missing required scope. Use one of: apiTokens.write (Write API tokens), "
                        + "apiTokens.rotateSelf (Regenerate its own secret)");
    }

    @Test
    void managing_all_tokens_is_no_scope_to_write_them() throws IOException {
        known("TenantTokenManagement");

        assertThat(statement(answer(event()))).contains("Deny");
    }

    static Stream<String> routesOfTheTemplate() {
        return TestStack.routeRules().lines();
    }

    @ParameterizedTest
    @MethodSource("routesOfTheTemplate")
    void every_route_lets_in_whom_it_should_and_nobody_else(String rule) throws IOException {
        String[] parts = rule.split(" ", 3);
        TestEvent event = event().method(parts[0]).set("resource", parts[1]);
        event.path("project", "webshop").path("id", "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX");
        known("AI");
        IssuedToken strong = stack.token()
                .project("webshop")
                .scopes(ScopeCatalogue.builtIn().entries().stream()
                        .map(entry -> entry.scope().name())
                        .toArray(String[]::new))
                .issue();

        assertThat(statement(answer(event))).contains(parts[2].equals("authenticated") ? "Allow" : "Deny");
        event.header("Authorization", "Bearer " + strong.value().reveal());
        assertThat(statement(answer(event))).contains("Allow");
    }

    @Test
    void a_route_without_a_rule_is_nobodys() throws IOException {
        known("apiTokens.write", "TenantTokenManagement");

        for (TestEvent event : List.of(
                event().method("PATCH"),
                event().set("resource", "/v2/apiTokens/"),
                event().set("resource", "/v2/apitokens"),
                event().set("resource", "/{proxy+}"))) {
            JsonNode answer = answer(event);
            assertThat(statement(answer)).contains("Deny");
            assertThat(message(answer)).isEqualTo("Access is denied.");
        }
    }

    @Test
    void a_project_is_open_to_tokens_that_are_bound_to_it_alone() throws IOException {
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .project("webshop")
                .scopes("snapshots.upload")
                .store();
        TestEvent event = TestEvent.load("authorize-snapshot-other-project");

        assertThat(message(answer(event))).isEqualTo("Token is not bound to this project.");
        for (String project : List.of("Webshop", "%77ebshop", "webshop%2F", "", "webshop/")) {
            assertThat(statement(answer(event.path("project", project)))).contains("Deny");
        }
        assertThat(statement(answer(event.set("pathParameters", null)))).contains("Deny");
        assertThat(statement(answer(event.set("pathParameters", Map.of())))).contains("Deny");
        assertThat(statement(answer(event.path("project", "webshop")))).contains("Allow");
    }

    @Test
    void a_token_that_is_bound_to_no_project_opens_none() throws IOException {
        known("snapshots.upload", "TenantTokenManagement");
        TestEvent event = TestEvent.load("authorize-snapshot-other-project");

        assertThat(message(answer(event))).isEqualTo("Token is not bound to this project.");
        assertThat(statement(answer(event.path("project", "")))).contains("Deny");
    }

    @Test
    void the_scope_is_asked_for_before_the_project() throws IOException {
        stack.token().tokenValue(TestStack.CALLING_TOKEN).project("webshop").store();

        assertThat(message(answer(TestEvent.load("authorize-snapshot-other-project"))))
                .isEqualTo("Token is missing required scope. "
                        + "Use one of: snapshots.upload (Upload project snapshots)");
    }

    @Test
    void no_message_can_break_the_body_that_the_gateway_makes_of_it() throws IOException {
        known("AI");
        for (ScopeCatalogue.Entry entry : ScopeCatalogue.builtIn().entries()) {
            String scope = entry.scope().name();
            for (String requirement :
                    List.of("anyOf(%s)", "allOf(%s)", "anyOf(%s, users.read)", "allOf(%s, users.read)")) {
                stack.setVariable("ROUTE_RULES", "POST /v2/apiTokens " + requirement.formatted(scope));
                JsonNode answer = answerOf(new AuthorizeHandler(stack.wiring()), event());
                if (answer.at("/context/message").isTextual()) {
                    assertThat(message(answer))
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
    void both_schemes_are_taken_in_every_case(String scheme) throws IOException {
        known("apiTokens.write");

        assertThat(statement(answer(with(scheme + " " + TestStack.CALLING_TOKEN)))).contains("Allow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization", "AUTHORIZATION", "aUTHORIZATION"})
    void the_headers_name_is_taken_in_every_case(String name) throws IOException {
        known("apiTokens.write");
        TestEvent event = event().withoutHeader("Authorization").header(name, "Bearer " + TestStack.CALLING_TOKEN);

        assertThat(statement(answer(event))).contains("Allow");
    }

    @Test
    void maps_may_be_null() throws IOException {
        known("apiTokens.write");
        TestEvent event = event().set("queryStringParameters", null)
                .set("multiValueQueryStringParameters", null)
                .set("pathParameters", null);

        assertThat(statement(answer(event))).contains("Allow");
        assertThat(statement(answer(event.set("multiValueHeaders", null)))).contains("Allow");
        assertUnauthorized(event.set("headers", null));
    }

    @Test
    void without_single_values_the_list_of_all_counts() throws IOException {
        known("apiTokens.write");

        assertThat(statement(answer(event().set("headers", null)))).contains("Allow");
    }

    static Stream<TestEvent> eventsWithoutOneTokenInTheirHeader() {
        String good = "Api-Token " + TestStack.CALLING_TOKEN;
        return Stream.of(
                TestEvent.load("authorize-garbage"),
                TestEvent.load("authorize-two-credentials"),
                event().withoutHeader("Authorization"),
                event().set("headers", null).set("multiValueHeaders", null),
                event().set("headers", Map.of()).set("multiValueHeaders", Map.of()),
                with(good, good),
                with("", good),
                with(good, ""),
                event().header("authorization", good),
                event().header("authorization", good).set("multiValueHeaders", null),
                with(good + "," + good),
                with(good + ", " + good),
                with(good + ","),
                with("," + good),
                with(good + " "),
                with(" " + good),
                with(good + "\t"),
                with(good + " " + TestStack.CALLING_TOKEN),
                with(good + "\n"),
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
                event().withoutHeader("Authorization").query("Authorization", good),
                event().withoutHeader("Authorization").header("Cookie", "Authorization=" + good),
                event().withoutHeader("Authorization").header("X-Authorization", good),
                event().withoutHeader("Authorization").set("body", good));
    }

    @ParameterizedTest
    @MethodSource("eventsWithoutOneTokenInTheirHeader")
    void anything_but_one_token_in_the_header_is_a_401(TestEvent event) throws IOException {
        known("apiTokens.write");

        assertUnauthorized(event);
        assertThat(stack.logLines()).hasSize(1);
        assertThat(stack.logLines().getFirst()).isIn("denied: NO_CREDENTIALS", "denied: MALFORMED");
    }

    static Stream<String> textsThatAreNoToken() {
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
    @MethodSource("textsThatAreNoToken")
    void what_is_no_token_costs_no_look_at_the_store(String text) throws IOException {
        stack.tokens().makeUnavailable();
        stack.makePepperUnavailable();

        assertUnauthorized(with("Api-Token " + text));
        assertThat(stack.logLines()).containsExactly("denied: MALFORMED");
    }

    @Test
    void an_unknown_token_is_a_401() throws IOException {
        assertUnauthorized(event());
        assertThat(stack.logLines()).containsExactly("denied: UNKNOWN");
    }

    @Test
    void a_wrong_secret_is_a_401_whatever_the_tokens_state() throws IOException {
        Token token = stack.token().tokenValue(TestStack.CALLING_TOKEN).disabled().store();
        stack.wiring().tokenIssuer(stack.wiring().pepperCache()).regenerate(token, Duration.ZERO);

        assertUnauthorized(event());
        assertThat(stack.logLines()).containsExactly("denied: WRONG_SECRET");
    }

    @Test
    void a_disabled_token_is_a_401() throws IOException {
        stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes("apiTokens.write").disabled().store();

        assertUnauthorized(event());
        assertThat(stack.logLines()).containsExactly("denied: DISABLED");
    }

    @Test
    void a_token_works_until_its_end_and_not_a_moment_longer() throws IOException {
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .scopes("apiTokens.write")
                .expiresIn(Duration.ofDays(1))
                .store();

        stack.advance(Duration.ofDays(1).minusMillis(1));
        assertThat(statement(answer(event()))).contains("Allow");
        stack.advance(Duration.ofMillis(1));
        assertUnauthorized(event());
        assertThat(stack.logLines()).containsExactly("denied: EXPIRED");
    }

    @Test
    void a_deleted_token_is_a_401() throws IOException {
        stack.tokens().delete(known("apiTokens.write"));

        assertUnauthorized(event());
    }

    @Test
    void a_personal_token_of_nobody_on_record_is_a_401() throws IOException {
        stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes("apiTokens.write").personal().store();

        assertUnauthorized(event());
        assertThat(stack.logLines()).containsExactly("denied: OWNER_UNKNOWN");
    }

    @Test
    void a_personal_token_of_a_disabled_owner_is_a_401() throws IOException {
        stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes("apiTokens.write").personal().store();
        stack.users().put("jane", false, true, "apiTokens.write");

        assertUnauthorized(event());
        assertThat(stack.logLines()).containsExactly("denied: OWNER_DISABLED");
    }

    @Test
    void a_personal_tokens_scopes_are_handed_on_as_they_are_effectively() throws IOException {
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .scopes("apiTokens.write", "AI")
                .personal()
                .store();
        stack.users().put("jane", "logs.read", "apiTokens.write");

        assertThat(answer(event()).toString()).contains("\"scopes\":\"apiTokens.write\"", "\"kind\":\"personal\"");
    }

    @Test
    void a_change_counts_for_the_very_next_request() throws IOException {
        Token token = known("apiTokens.write");
        assertThat(statement(answer(event()))).contains("Allow");

        change(token, it -> new TokenSettings(it.name(), null, true, Scopes.NONE, it.expiresAt(), it.modifiedAt()));
        assertThat(statement(answer(event()))).contains("Deny");
        change(token, it -> new TokenSettings(it.name(), null, false, it.scopes(), it.expiresAt(), it.modifiedAt()));
        assertUnauthorized(event());
    }

    private void change(Token token, UnaryOperator<TokenSettings> change) {
        Token now = stack.tokens().get(token.id());
        stack.tokens().replaceConcurrently(now.withSettings(change.apply(now.settings())));
    }

    @Test
    void without_the_store_nobody_is_let_in_and_nobody_is_turned_away() {
        known("apiTokens.write");
        stack.tokens().makeUnavailable();

        assertUndecided(event());
    }

    @Test
    void without_the_pepper_nobody_is_let_in_and_nobody_is_turned_away() {
        known("apiTokens.write");
        stack.makePepperUnavailable();

        assertUndecided(event());
    }

    @Test
    void without_the_pepper_an_unknown_token_is_not_turned_away_either() {
        stack.makePepperUnavailable();

        assertUndecided(event());
    }

    @Test
    void with_another_pepper_than_the_tables_nobody_is_let_in_and_nobody_is_turned_away() {
        known("apiTokens.write");
        stack.replacePepper();

        assertUndecided(event());
    }

    @Test
    void a_pepper_that_was_derived_before_serves_on_while_the_key_is_away() throws IOException {
        known("apiTokens.write");
        answer(event());
        stack.makePepperUnavailable();
        stack.advance(Duration.ofHours(11));

        assertThat(statement(answer(event()))).contains("Allow");
        stack.advance(Duration.ofHours(1));
        assertUndecided(event());
    }

    static Stream<String> foreignEvents() {
        return Stream.of(
                "",
                "null",
                "[]",
                "\"REQUEST\"",
                "{}",
                "{\"type\":\"REQUEST\"}",
                event().set("type", "TOKEN").toJson(),
                event().set("authorizationToken", "Bearer " + TestStack.CALLING_TOKEN).toJson(),
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
    @MethodSource("foreignEvents")
    void an_event_of_another_kind_is_a_failure_and_no_401(String event) {
        known("apiTokens.write");
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        Throwable failure = catchThrowable(() -> handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, stack.context()));

        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).isNotEqualTo("Unauthorized").doesNotContain("EXAMPLETOKEN");
        assertThat(output.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 400, 432, 433, 434, 435, 600, 1500})
    void a_policys_resource_is_never_longer_than_the_gateway_takes(int length) throws IOException {
        known("AI");
        String stage = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/api/GET/";
        String arn = stage + "v2/apiTokens/" + "x".repeat(length);
        TestEvent event = event().method("GET")
                .set("resource", "/v2/apiTokens/{id}")
                .set("methodArn", arn)
                .path("id", "x".repeat(length));

        String resource =
                answer(event).at("/policyDocument/Statement/0/Resource").textValue();

        assertThat(resource.length()).isLessThanOrEqualTo(512);
        assertThat(resource).isEqualTo(arn.length() <= 512 ? arn : stage + "*");
    }

    @Test
    void the_secret_is_in_no_answer_and_no_log() throws IOException {
        known("apiTokens.write");
        String secret = TestStack.CALLING_TOKEN.substring(TestStack.CALLING_TOKEN.lastIndexOf('.') + 1);

        assertThat(answer(event()).toString()).doesNotContain(secret);
        assertThat(answer(event().method("PATCH")).toString()).doesNotContain(secret);
        assertUnauthorized(with("Basic " + TestStack.CALLING_TOKEN));
        stack.tokens().makeUnavailable();
        assertUndecided(event());
        assertThat(String.join("\n", stack.logLines())).doesNotContain(secret);
    }

    /** The one failure that the gateway makes its 401 of: exactly this message, unwrapped, and no answer. */
    private void assertUnauthorized(TestEvent event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        assertThatThrownBy(() -> handler.handleRequest(event.toInputStream(), output, stack.context()))
                .isExactlyInstanceOf(Unauthorized.class)
                .hasMessage("Unauthorized")
                .hasNoCause();
        assertThat(output.size()).isZero();
    }

    private void assertUndecided(TestEvent event) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        Throwable failure = catchThrowable(() -> handler.handleRequest(event.toInputStream(), output, stack.context()));

        assertThat(failure).isInstanceOf(ServiceUnavailableException.class);
        assertThat(failure.getMessage()).isNotEqualTo("Unauthorized").doesNotContain("EXAMPLETOKEN");
        assertThat(output.size()).isZero();
    }

    private JsonNode answerOf(AuthorizeHandler authorizer, TestEvent event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        authorizer.handleRequest(event.toInputStream(), output, stack.context());
        return TestResponse.json(output.toString(StandardCharsets.UTF_8));
    }

    private static String statement(JsonNode answer) {
        return answer.at("/policyDocument/Statement/0").toString();
    }

    private static String message(JsonNode answer) {
        return answer.at("/context/message").textValue();
    }
}
