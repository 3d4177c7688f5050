package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.model.Token;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract of every protected route. */
public interface EndpointContract {

    TestStack stack();

    RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler();

    /** Returns a request that succeeds. */
    TestEvent request();

    default TestResponse call(TestEvent event) {
        return stack().call(handler(), event);
    }

    @Test
    default void responses_are_not_cacheable() {
        TestResponse response = call(request());

        assertThat(response.status()).isBetween(200, 204);
        assertThat(response.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(stack().logLines()).isEmpty();
    }

    @Test
    default void missing_authorizer_context_is_an_internal_error() {
        assertInternalError(request().withoutContext());
    }

    @Test
    default void null_authorizer_context_is_an_internal_error() {
        TestEvent event = request();
        event.requestContext().putNull("authorizer");

        assertInternalError(event);
    }

    @Test
    default void missing_request_context_is_an_internal_error() {
        assertInternalError(request().set("requestContext", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokenId", "owner", "project", "scopes", "kind", "secret", "expiresAt"})
    default void missing_key_in_authorizer_context_is_an_internal_error(String key) {
        assertInternalError(request().withoutContext(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokenId", "owner", "project", "scopes", "kind", "secret", "expiresAt"})
    default void wrong_type_in_authorizer_context_is_an_internal_error(String key) {
        assertInternalError(request().context(key, 1773830262518L));
        assertInternalError(request().context(key, null));
        assertInternalError(request().context(key, List.of("apiTokens.write")));
    }

    @ParameterizedTest
    @CsvSource({
        "tokenId, unheard-of",
        "tokenId, ''",
        "owner, ''",
        "owner, unheard of",
        "project, Unheard-Of",
        "scopes, unheard*of",
        "kind, unheard-of",
        "kind, ''",
        "secret, unheard-of",
        "secret, ''",
        "expiresAt, unheard-of",
        "expiresAt, -1"
    })
    default void malformed_value_in_authorizer_context_is_an_internal_error(String key, String value) {
        assertInternalError(request().context(key, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Request-Id", "Cookie", "Content-Language", "X-Authorization"})
    default void token_value_in_another_header_is_rejected_naming_the_header(String header) {
        assertTokenValueRejected(request().header(header, "a=" + TestStack.OTHER_TOKEN + ";"), header + " HEADER");
    }

    @Test
    default void token_value_in_one_of_several_header_values_is_rejected() {
        assertTokenValueRejected(request().header("X-Trace", TestStack.OTHER_TOKEN, "last"), "X-Trace HEADER");
    }

    @Test
    default void token_value_as_header_name_is_rejected() {
        assertTokenValueRejected(request().header(TestStack.OTHER_TOKEN, "1"), "? HEADER");
    }

    @Test
    default void token_value_in_the_query_is_rejected() {
        assertTokenValueRejected(request().query("api-token", TestStack.OTHER_TOKEN), "api-token QUERY");
        assertTokenValueRejected(request().query("q", TestStack.OTHER_TOKEN, "last"), "q QUERY");
        assertTokenValueRejected(request().query(TestStack.OTHER_TOKEN, ""), "? QUERY");
    }

    @Test
    default void unknown_query_parameter_is_rejected_and_changes_nothing() {
        TestEvent request = request().query("overlapSecs", "600");
        List<Token> before = stack().tokens().all();

        TestResponse response = call(request);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.violations()).containsExactly("overlapSecs QUERY");
        assertThat(response.violationReasons()).containsExactly("overlapSecs unknown-property");
        assertThat(stack().tokens().all()).isEqualTo(before);
    }

    @Test
    default void query_parameter_without_a_value_equals_an_absent_one() {
        assertThat(call(request().query("dryRun", "")).status()).isBetween(200, 204);
    }

    @Test
    default void token_values_in_several_locations_are_all_reported() {
        TestEvent event = request().query("q", TestStack.OTHER_TOKEN).header("Cookie", TestStack.OTHER_TOKEN);

        assertThat(call(event).violations()).containsExactly("q QUERY", "Cookie HEADER");
    }

    /** Asserts that the token value is rejected, located, not echoed and not logged, and that nothing is changed. */
    default void assertTokenValueRejected(TestEvent event, String... violations) {
        List<Token> before = stack().tokens().all();

        TestResponse response = call(event);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.violations()).containsExactly(violations);
        assertSecretNotExposed(TestStack.OTHER_TOKEN, response);
        assertThat(stack().tokens().all()).isEqualTo(before);
    }

    /** Asserts that neither the response, nor the log, nor the store contains the secret. */
    default void assertSecretNotExposed(String tokenValue, TestResponse response) {
        String secret = tokenValue.substring(tokenValue.lastIndexOf('.') + 1);
        assertThat(response.toString()).doesNotContain(secret);
        assertSecretNotStored(tokenValue);
    }

    /** Asserts that neither the log nor the store contains the secret. */
    default void assertSecretNotStored(String tokenValue) {
        String secret = tokenValue.substring(tokenValue.lastIndexOf('.') + 1);
        assertThat(String.join("\n", stack().logLines())).doesNotContain(secret);
        assertThat(stack().tokens().dump()).doesNotContain(secret);
    }

    /** Asserts an error response without violations. */
    default void assertError(TestResponse response, int status, String message) {
        assertThat(response.body())
                .isEqualTo("{\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\",\"reason\":\""
                        + ExpectedReasons.of(status, message) + "\"}}");
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers())
                .containsEntry("Content-Type", "application/json; charset=utf-8")
                .containsEntry("Cache-Control", "no-store");
    }

    /** Asserts an error response as {@link #assertError} does, and that nothing is changed. */
    default void assertRejected(TestEvent event, int status, String message) {
        List<Token> before = stack().tokens().all();

        assertError(call(event), status, message);

        assertThat(stack().tokens().all()).isEqualTo(before);
    }

    /** Asserts a 400 response with exactly these violations, and that nothing is changed. */
    default TestResponse assertInvalid(TestEvent event, String... violations) {
        List<Token> before = stack().tokens().all();

        TestResponse response = call(event);

        assertThat(response.status()).as(response.body()).isEqualTo(400);
        assertThat(response.headers()).containsEntry("Content-Type", "application/json; charset=utf-8");
        assertThat(response.violations()).containsExactlyInAnyOrder(violations);
        assertThat(stack().tokens().all()).isEqualTo(before);
        return response;
    }

    /** Asserts a 500 response and one log line, both without values of the request, and that nothing is changed. */
    private void assertInternalError(TestEvent event) {
        List<Token> before = stack().tokens().all();
        int lines = stack().logLines().size();

        assertError(call(event), 500, "Internal server error.");

        assertThat(stack().tokens().all()).isEqualTo(before);
        assertThat(stack().logLines()).hasSize(lines + 1);
        assertThat(stack().logLines().getLast())
                .startsWith("failed: java.lang.IllegalStateException")
                .doesNotContainIgnoringCase("unheard")
                .doesNotContain("1773830262518", "jane", "ST2EY72KQINMH574WMNVI7YN", "metrics.read", "apiTokens");
    }
}
