package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract of every route that accepts a body. */
public interface JsonBodyContract extends EndpointContract {

    int MAX_BODY_BYTES = 64 * 1024;

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
    default void body_that_is_not_a_single_json_object_is_rejected(String body) {
        assertInvalid(request().body(body), "body PAYLOAD_BODY");
    }

    @ParameterizedTest
    @MethodSource("bodiesBeyondALimit")
    default void limit_that_a_valid_body_exceeds_is_named(String body) {
        TestResponse response = assertInvalid(request().body(body), "body PAYLOAD_BODY");

        assertThat(response.message()).startsWith("The body exceeds a limit: 32 levels, ");
    }

    static Stream<String> bodiesBeyondALimit() {
        return Stream.of(
                "{\"x\":" + "[".repeat(32) + "]".repeat(32) + "}",
                "{\"x\":" + "1".repeat(1001) + "}",
                "{\"x\":1." + "0".repeat(1001) + "}",
                "{\"x\":1e99999999999}",
                "{\"x\":{\"y\":[-1E-2147483648]}}",
                "{\"" + "x".repeat(60_000) + "\":1}");
    }

    @Test
    default void nesting_of_32_levels_is_read() {
        assertInvalid(request().with("x", nested(31)), "x PAYLOAD_BODY");
    }

    private static Object nested(int depth) {
        Object nested = 1;
        for (int i = 0; i < depth; i++) {
            nested = List.of(nested);
        }
        return nested;
    }

    @Test
    default void number_with_thousands_of_digits_is_a_client_error() {
        assertInvalid(request().body("{\"x\":" + "9".repeat(2000) + "}"), "body PAYLOAD_BODY");
    }

    @Test
    default void body_over_64_KiB_is_too_large() {
        assertRejected(request().with("x", "").body(padded(MAX_BODY_BYTES + 1)), 413, TOO_LARGE_MESSAGE);
    }

    @Test
    default void body_size_is_measured_in_bytes() {
        assertRejected(request().with("x", "ä".repeat(MAX_BODY_BYTES / 2)), 413, TOO_LARGE_MESSAGE);
    }

    String TOO_LARGE_MESSAGE = "The request body is larger than 65536 bytes.";

    @Test
    default void body_of_64_KiB_is_accepted() {
        TestEvent request = request();
        String body = request.bodyText() == null ? "{}" : request.bodyText();
        String padding = " ".repeat(MAX_BODY_BYTES - body.length());

        assertThat(call(request.body(body + padding)).status()).isBetween(200, 204);
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
                "application/json-patch+json",
                "application/problem+json",
                "application/vnd.api+json",
                "text/plain; application/json",
                "*/*"
            })
    default void other_content_type_is_rejected(String type) {
        assertRejected(
                request().withoutHeader("Content-Type").header("content-type", type),
                415,
                "The request body must be application/json or application/merge-patch+json.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8",
                "Application/JSON",
                "application/json; charset=\"utf-8\"",
                "application/json; profile=x; charset=utf8",
                "application/json; charset=US-ASCII",
                "application/json;",
                "application/merge-patch+json",
                "application/merge-patch+json; charset=utf-8"
            })
    default void every_json_content_type_is_accepted(String type) {
        TestEvent request = request().withoutHeader("Content-Type").header("CONTENT-TYPE", type);

        assertThat(call(request).status()).isBetween(200, 204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; charset=iso-8859-1",
                "application/json;charset=UTF-16",
                "application/json; charset=\"windows-1252\"",
                "application/json; profile=x; Charset = latin1",
                "application/json; charset="
            })
    default void other_charset_is_rejected(String type) {
        assertRejected(request().header("Content-Type", type), 415, "The charset of the request body must be utf-8.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "compress", "gzip, gzip", "*", "x"})
    default void other_content_encoding_is_rejected(String encoding) {
        assertRejected(
                request().header("Content-Encoding", encoding),
                415,
                "The Content-Encoding of the request body must be gzip or deflate.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "deflate", "identity", ""})
    default void body_that_the_gateway_has_unpacked_is_accepted(String encoding) {
        assertThat(call(request().header("Content-Encoding", encoding)).status())
                .isBetween(200, 204);
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    default void packed_body_is_accepted(Packing packing) {
        TestEvent request = request();

        TestResponse response = call(request.packed(packing, bytes(request)));

        assertThat(response.status()).as(response.body()).isBetween(200, 204);
    }

    @ParameterizedTest
    @EnumSource(
            value = Packing.class,
            names = {"GZIP", "DEFLATE", "RAW_DEFLATE"})
    default void unpacked_size_is_limited(Packing packing) {
        byte[] bomb = " ".repeat(50_000_000).getBytes(StandardCharsets.US_ASCII);

        assertRejected(request().packed(packing, bomb), 413, TOO_LARGE_MESSAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    default void body_that_cannot_be_unpacked_is_rejected(String encoding) {
        TestEvent request = request();

        assertInvalid(
                request.packed(Packing.NONE, bytes(request)).header("Content-Encoding", encoding), "body PAYLOAD_BODY");
    }

    @Test
    default void byte_order_mark_is_skipped() {
        TestEvent request = request();
        String body = "\ufeff" + new String(bytes(request), StandardCharsets.UTF_8);

        assertThat(call(request().body(body)).status()).isBetween(200, 204);
        assertThat(call(request().packed(Packing.NONE, body.getBytes(StandardCharsets.UTF_8)))
                        .status())
                .isBetween(200, 204);
    }

    @Test
    default void body_that_is_not_utf_8_is_rejected() {
        for (String bytes : List.of("c3", "ff", "eda080", "c0af", "f4908080", "e9")) {
            byte[] body = HexFormat.of().parseHex("7b2278223a22" + bytes + "227d");
            TestResponse response = assertInvalid(request().packed(Packing.NONE, body), "body PAYLOAD_BODY");
            assertThat(response.message()).startsWith("The body is not valid UTF-8.");
            assertThat(response.violationReasons()).containsExactly("body malformed-json");
        }
    }

    @Test
    default void replacement_character_is_not_accepted_for_bytes_that_the_gateway_could_not_decode() {
        TestResponse response = assertInvalid(request().body("{\"x\":\"M\ufffdnchen\"}"), "body PAYLOAD_BODY");

        assertThat(response.message()).startsWith("The body is not valid UTF-8.");
    }

    private static byte[] bytes(TestEvent request) {
        return (request.bodyText() == null ? "{}" : request.bodyText()).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    default void missing_content_type_is_treated_as_json() {
        assertThat(call(request().withoutHeader("Content-Type")).status()).isBetween(200, 204);
    }

    @Test
    default void unknown_properties_are_all_rejected() {
        TestEvent request =
                request().with("colour", "blue").with("zzz", null).with("more", Map.of("scopes", List.of("AI")));

        TestResponse response = assertInvalid(request, "colour PAYLOAD_BODY", "zzz PAYLOAD_BODY", "more PAYLOAD_BODY");

        assertThat(response.violationReasons())
                .containsOnly("colour unknown-property", "zzz unknown-property", "more unknown-property");
    }

    @Test
    default void name_of_an_unknown_property_is_shown_shortened_and_without_invisible_characters() {
        assertInvalid(request().with("a\u202eb\n", 1), "a<U+202E>b<U+000A> PAYLOAD_BODY");
        assertInvalid(request().with("x".repeat(65), 1), "x".repeat(64) + "… PAYLOAD_BODY");
        assertInvalid(request().with("", 1), "body PAYLOAD_BODY");
    }

    @Test
    default void token_value_anywhere_in_the_body_is_rejected_naming_the_path() {
        String token = "my token: " + TestStack.OTHER_TOKEN;
        assertTokenValueRejected(request().with("x", token), "x PAYLOAD_BODY");
        assertTokenValueRejected(request().with("x", List.of("a", token)), "x[1] PAYLOAD_BODY");
        assertTokenValueRejected(
                request().with("x", Map.of("y", List.of(Map.of("z", token)))), "x.y[0].z PAYLOAD_BODY");
        assertTokenValueRejected(request().with(TestStack.OTHER_TOKEN, 1), "body PAYLOAD_BODY");
        assertTokenValueRejected(request().with("x", Map.of(TestStack.OTHER_TOKEN, 1)), "x PAYLOAD_BODY");
    }

    @Test
    default void token_value_in_json_escapes_is_rejected() {
        String escaped = TestStack.OTHER_TOKEN.replace(".", "\\u002e");
        assertTokenValueRejected(request().body("{\"x\":\"" + escaped + "\"}"), "x PAYLOAD_BODY");
    }

    @Test
    default void token_value_in_an_unparsable_body_is_not_echoed() {
        for (String body : List.of(
                "{\"x\":\"" + TestStack.OTHER_TOKEN, TestStack.OTHER_TOKEN, "{\"x\":" + TestStack.OTHER_TOKEN + "}")) {
            assertTokenValueRejected(request().body(body), "body PAYLOAD_BODY");
        }
        assertTokenValueRejected(
                request().body("{\"" + TestStack.OTHER_TOKEN + "\":1,\"" + TestStack.OTHER_TOKEN + "\":2}"),
                "body PAYLOAD_BODY");
    }

    @Test
    default void token_value_in_content_type_is_rejected_first() {
        assertTokenValueRejected(request().header("Content-Type", TestStack.OTHER_TOKEN), "Content-Type HEADER");
    }
}
