package dev.tokenry.authorizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What counts as a token value, and where: anything else is a 401, and no secret is echoed. */
class CredentialsTest extends AuthorizerTestBase {

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
}
