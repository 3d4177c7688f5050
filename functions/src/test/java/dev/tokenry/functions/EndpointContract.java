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

/** What every route behind the authorizer promises. */
public interface EndpointContract {

    TestStack stack();

    RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler();

    /** A request that ends well. */
    TestEvent request();

    default TestAnswer answer(TestEvent event) {
        return stack().call(handler(), event);
    }

    @Test
    default void no_answer_may_be_stored_on_the_way() {
        TestAnswer answer = answer(request());

        assertThat(answer.status()).isBetween(200, 204);
        assertThat(answer.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(stack().log()).isEmpty();
    }

    @Test
    default void without_the_authorizers_word_nothing_is_answered() {
        assertBroken(request().withoutContext());
    }

    @Test
    default void with_a_null_for_the_authorizers_word_nothing_is_answered() {
        TestEvent event = request();
        event.requestContext().putNull("authorizer");

        assertBroken(event);
    }

    @Test
    default void without_any_request_context_nothing_is_answered() {
        assertBroken(request().set("requestContext", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokenId", "owner", "project", "scopes", "kind", "secret", "expiresAt"})
    default void without_one_key_of_the_authorizers_word_nothing_is_answered(String key) {
        assertBroken(request().withoutContext(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokenId", "owner", "project", "scopes", "kind", "secret", "expiresAt"})
    default void with_a_key_of_a_wrong_type_nothing_is_answered(String key) {
        assertBroken(request().context(key, 1773830262518L));
        assertBroken(request().context(key, null));
        assertBroken(request().context(key, List.of("apiTokens.write")));
    }

    @ParameterizedTest
    @CsvSource({
        "tokenId, unheard-of",
        "tokenId, ''",
        "owner, ''",
        "owner, unheard of",
        "project, Unheard-Of",
        "scopes, unheard-of",
        "kind, unheard-of",
        "kind, ''",
        "secret, unheard-of",
        "secret, ''",
        "expiresAt, unheard-of",
        "expiresAt, -1"
    })
    default void with_a_malformed_value_nothing_is_answered(String key, String value) {
        assertBroken(request().context(key, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Request-Id", "Cookie", "Content-Language", "X-Authorization"})
    default void a_whole_token_in_another_header_is_refused_by_its_name(String header) {
        assertTokenRefused(request().header(header, "a=" + TestStack.OTHER + ";"), header + " HEADER");
    }

    @Test
    default void a_whole_token_in_one_of_several_values_of_a_header_is_refused() {
        assertTokenRefused(request().header("X-Trace", TestStack.OTHER, "last"), "X-Trace HEADER");
    }

    @Test
    default void a_whole_token_for_a_headers_name_is_refused() {
        assertTokenRefused(request().header(TestStack.OTHER, "1"), "? HEADER");
    }

    @Test
    default void a_whole_token_in_a_query_is_refused() {
        assertTokenRefused(request().query("api-token", TestStack.OTHER), "api-token QUERY");
        assertTokenRefused(request().query("q", TestStack.OTHER, "last"), "q QUERY");
        assertTokenRefused(request().query(TestStack.OTHER, ""), "? QUERY");
    }

    @Test
    default void whole_tokens_in_several_places_are_all_named() {
        TestEvent event = request().query("q", TestStack.OTHER).header("Cookie", TestStack.OTHER);

        assertThat(answer(event).violations()).containsExactly("q QUERY", "Cookie HEADER");
    }

    /** Refused, named, not echoed, not logged, and nothing is changed. */
    default void assertTokenRefused(TestEvent event, String... violations) {
        List<Token> before = stack().tokens().all();

        TestAnswer answer = answer(event);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.violations()).containsExactly(violations);
        assertNowhere(TestStack.OTHER, answer);
        assertThat(stack().tokens().all()).isEqualTo(before);
    }

    /** Neither the answer, nor the log, nor the store holds a secret. */
    default void assertNowhere(String wholeToken, TestAnswer answer) {
        String secret = wholeToken.substring(wholeToken.lastIndexOf('.') + 1);
        assertThat(answer.toString()).doesNotContain(secret);
        assertKeptNowhere(wholeToken);
    }

    /** Neither the log nor the store holds a secret. */
    default void assertKeptNowhere(String wholeToken) {
        String secret = wholeToken.substring(wholeToken.lastIndexOf('.') + 1);
        assertThat(String.join("\n", stack().log())).doesNotContain(secret);
        assertThat(stack().tokens().dump()).doesNotContain(secret);
    }

    /** The error envelope without violations. */
    default void assertError(TestAnswer answer, int code, String message) {
        assertThat(answer.body()).isEqualTo("{\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"}}");
        assertThat(answer.status()).isEqualTo(code);
        assertThat(answer.headers())
                .containsEntry("Content-Type", "application/json; charset=utf-8")
                .containsEntry("Cache-Control", "no-store");
    }

    /** As {@link #assertError}, and nothing is changed. */
    default void assertRefused(TestEvent event, int code, String message) {
        List<Token> before = stack().tokens().all();

        assertError(answer(event), code, message);

        assertThat(stack().tokens().all()).isEqualTo(before);
    }

    /** A 400 that names these and changes nothing. */
    default TestAnswer assertInvalid(TestEvent event, String... violations) {
        List<Token> before = stack().tokens().all();

        TestAnswer answer = answer(event);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/json; charset=utf-8");
        assertThat(answer.violations()).containsExactlyInAnyOrder(violations);
        assertThat(stack().tokens().all()).isEqualTo(before);
        return answer;
    }

    /** One of our own faults: says nothing, changes nothing, and leaves one line that quotes nothing. */
    private void assertBroken(TestEvent event) {
        List<Token> before = stack().tokens().all();
        int lines = stack().log().size();

        assertError(answer(event), 500, "Something went wrong on our side.");

        assertThat(stack().tokens().all()).isEqualTo(before);
        assertThat(stack().log()).hasSize(lines + 1);
        assertThat(stack().log().getLast())
                .startsWith("failed: java.lang.IllegalStateException")
                .doesNotContainIgnoringCase("unheard")
                .doesNotContain("1773830262518", "jane", "ST2EY72KQINMH574WMNVI7YN", "metrics.read", "apiTokens");
    }
}
