package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every route promises that takes a body. */
public interface BodyContract extends EndpointContract {

    int LARGEST_BODY = 64 * 1024;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "{\"name\":\"tokenName\",",
                "{\"name\":\"tokenName\"} x",
                "{\"name\":\"tokenName\"}{}",
                "{\"name\":\"tokenName\"},",
                "{\"name\":\"one\",\"name\":\"two\"}",
                "{\"x\":{\"y\":1,\"y\":1}}",
                "{name:\"tokenName\"}",
                "{'name':'tokenName'}",
                "{\"name\":\"a\nb\"}",
                "{\"x\":NaN}",
                "{\"x\":01}",
                "{\"x\":+1}",
                "{\"x\":.5}",
                "{\"x\":1,}",
                "{\"x\":\"\\ud83\"}",
                "{/* no */\"x\":1}",
                "[]",
                "[{\"name\":\"tokenName\"}]",
                "null",
                "true",
                "1",
                "\"{}\"",
                "name=tokenName"
            })
    default void a_body_that_is_not_one_json_object_is_refused(String body) {
        assertInvalid(request().body(body), "body PAYLOAD_BODY");
    }

    @Test
    default void nesting_over_32_levels_is_refused() {
        assertInvalid(request().with("x", nested(32)), "body PAYLOAD_BODY");
    }

    @Test
    default void nesting_of_32_levels_is_taken() {
        assertThat(answer(request().with("x", nested(31))).status()).isBetween(200, 204);
    }

    private static Object nested(int deep) {
        Object nested = 1;
        for (int i = 0; i < deep; i++) {
            nested = List.of(nested);
        }
        return nested;
    }

    @Test
    default void a_number_of_a_thousand_digits_and_more_breaks_nothing() {
        assertInvalid(request().body("{\"x\":" + "9".repeat(2000) + "}"), "body PAYLOAD_BODY");
    }

    @Test
    default void a_body_over_64_KiB_is_too_large() {
        assertRefused(request().with("x", "").body(padded(LARGEST_BODY + 1)), 413, TOO_LARGE);
    }

    @Test
    default void the_size_of_a_body_counts_in_bytes() {
        assertRefused(request().with("x", "ä".repeat(LARGEST_BODY / 2)), 413, TOO_LARGE);
    }

    String TOO_LARGE = "The request body is larger than 65536 bytes.";

    @Test
    default void a_body_of_64_KiB_is_read() {
        TestEvent request = request().with("x", "");
        int rest = LARGEST_BODY - request.bodyText().length();

        assertThat(answer(request.with("x", "x".repeat(rest))).status()).isBetween(200, 204);
    }

    private static String padded(int size) {
        return "{\"x\":\"" + "x".repeat(size - 8) + "\"}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/xml",
                "application/jsonp",
                "text/json",
                "multipart/form-data; boundary=x",
                "text/plain; application/json",
                "*/*"
            })
    default void another_content_type_is_refused(String type) {
        assertRefused(
                request().withoutHeader("Content-Type").header("content-type", type),
                415,
                "The request body must be application/json.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8",
                "Application/JSON",
                "application/merge-patch+json"
            })
    default void every_spelling_of_json_is_taken(String type) {
        TestEvent request = request().withoutHeader("Content-Type").header("CONTENT-TYPE", type);

        assertThat(answer(request).status()).isBetween(200, 204);
    }

    @Test
    default void no_content_type_counts_as_json() {
        assertThat(answer(request().withoutHeader("Content-Type")).status()).isBetween(200, 204);
    }

    @Test
    default void properties_that_nobody_asks_for_are_ignored() {
        TestEvent request = request().with("colour", "blue").with("more", Map.of("scopes", List.of("AI")));

        assertThat(answer(request).status()).isBetween(200, 204);
    }

    @Test
    default void a_whole_token_anywhere_in_the_body_is_refused_by_its_place() {
        String token = "my token: " + TestStack.OTHER;
        assertTokenRefused(request().with("x", token), "x PAYLOAD_BODY");
        assertTokenRefused(request().with("x", List.of("a", token)), "x[1] PAYLOAD_BODY");
        assertTokenRefused(request().with("x", Map.of("y", List.of(Map.of("z", token)))), "x.y[0].z PAYLOAD_BODY");
        assertTokenRefused(request().with(TestStack.OTHER, 1), "body PAYLOAD_BODY");
        assertTokenRefused(request().with("x", Map.of(TestStack.OTHER, 1)), "x PAYLOAD_BODY");
    }

    @Test
    default void a_whole_token_behind_json_escapes_is_refused() {
        String escaped = TestStack.OTHER.replace(".", "\\u002e");
        assertTokenRefused(request().body("{\"x\":\"" + escaped + "\"}"), "x PAYLOAD_BODY");
    }

    @Test
    default void a_whole_token_in_a_body_that_cannot_be_read_is_not_echoed() {
        for (String body : List.of("{\"x\":\"" + TestStack.OTHER, TestStack.OTHER, "{\"x\":" + TestStack.OTHER + "}")) {
            assertTokenRefused(request().body(body), "body PAYLOAD_BODY");
        }
        assertTokenRefused(
                request().body("{\"" + TestStack.OTHER + "\":1,\"" + TestStack.OTHER + "\":2}"), "body PAYLOAD_BODY");
    }

    @Test
    default void a_whole_token_where_the_content_type_belongs_is_refused_first() {
        assertTokenRefused(request().header("Content-Type", TestStack.OTHER), "Content-Type HEADER");
    }
}
