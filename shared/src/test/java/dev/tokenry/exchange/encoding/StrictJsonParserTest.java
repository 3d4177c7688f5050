package dev.tokenry.exchange.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.exchange.encoding.JsonValue.Array;
import dev.tokenry.exchange.encoding.JsonValue.Bool;
import dev.tokenry.exchange.encoding.JsonValue.Null;
import dev.tokenry.exchange.encoding.JsonValue.OtherNumber;
import dev.tokenry.exchange.encoding.JsonValue.Text;
import dev.tokenry.exchange.encoding.JsonValue.Whole;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonParserTest {

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("\"a\"", new Text("a")),
                Arguments.of("\"\\u0061\\n\"", new Text("a\n")),
                Arguments.of("\"\ud83d\ude00\"", new Text("\ud83d\ude00")),
                Arguments.of("\"\\ud83d\\ude00\"", new Text("\ud83d\ude00")),
                Arguments.of("true", new Bool(true)),
                Arguments.of("false", new Bool(false)),
                Arguments.of("null", new Null()),
                Arguments.of("0", new Whole(0)),
                Arguments.of("-0", new Whole(0)),
                Arguments.of("9223372036854775807", new Whole(Long.MAX_VALUE)),
                Arguments.of("-9223372036854775808", new Whole(Long.MIN_VALUE)),
                Arguments.of("9223372036854775808", new OtherNumber("9223372036854775808")),
                Arguments.of("-9223372036854775809", new OtherNumber("-9223372036854775809")),
                Arguments.of("1" + "0".repeat(20), new OtherNumber("1" + "0".repeat(20))),
                Arguments.of("1.0", new OtherNumber("1.0")),
                Arguments.of("1e2", new OtherNumber("1e2")),
                Arguments.of("1e999999999", new OtherNumber("1e999999999")),
                Arguments.of("[]", new Array(List.of())),
                Arguments.of("[1,\"1\"]", new Array(List.of(new Whole(1), new Text("1")))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void value_has_the_type_that_is_written(String json, JsonValue value) {
        assertThat(parse("{\"a\":" + json + "}").orElseThrow().find("a")).contains(value);
    }

    @Test
    void object_has_its_members() {
        JsonObject object = parse(" {\"a\": {\"b\": 1}, \"c\": \"d\"}\n").orElseThrow();

        assertThat(object.names()).containsExactly("a", "c");
        assertThat(object.findText("c")).contains("d");
        assertThat(object.findText("a")).isEmpty();
        assertThat(object.findText("b")).isEmpty();
        assertThat(((JsonObject) object.find("a").orElseThrow()).find("b")).contains(new Whole(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "\"a\"",
                "[]",
                "[{}]",
                "{",
                "}",
                "{}{}",
                "{} x",
                "{}]",
                "\ufeff{}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":1}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{\"a\":[{\"b\":1,\"b\":2}]}",
                "{\"a\":1,}",
                "{\"a\":[1,]}",
                "{\"a\":[,1]}",
                "{,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":'b'}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":5.}",
                "{\"a\":1e}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":tru}",
                "{\"a\":TRUE}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\u0000\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\udc00\\ud800\"}",
                "{\"\\ud800\":1}",
                "{/*a*/}",
                "{}//",
                "{\"a\":1}\u0000"
            })
    void other_text_is_rejected(String json) {
        assertThat(parse(json)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0", "c080", "e080", "eda080", "f8888080", "ff", "80", "f4908080"})
    void bytes_that_are_not_utf_8_are_rejected(String hex) {
        byte[] start = "{\"a\":\"".getBytes(StandardCharsets.US_ASCII);
        byte[] invalid = HexFormat.of().parseHex(hex);
        byte[] document = new byte[start.length + invalid.length + 2];
        System.arraycopy(start, 0, document, 0, start.length);
        System.arraycopy(invalid, 0, document, start.length, invalid.length);
        document[document.length - 2] = '"';
        document[document.length - 1] = '}';

        assertThat(StrictJsonParser.parse(document)).isEmpty();
    }

    @Test
    void utf_16_is_rejected() {
        assertThat(StrictJsonParser.parse("{\"a\":1}".getBytes(StandardCharsets.UTF_16LE)))
                .isEmpty();
        assertThat(StrictJsonParser.parse("{\"a\":1}".getBytes(StandardCharsets.UTF_16)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 100, 5_000, 30_000})
    void nesting_is_limited(int depth) {
        assertThat(parse(objects(StrictJsonParser.MAX_DEPTH))).isPresent();
        assertThat(parse(objects(depth))).isEmpty();
        assertThat(parse("{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}"))
                .isEmpty();
    }

    @Test
    void strings_and_names_are_limited() {
        String longest = "a".repeat(StrictJsonParser.MAX_STRING_LENGTH);

        assertThat(parse("{\"" + longest + "\":\"" + longest + "\"}")).isPresent();
        assertThat(parse("{\"a\":\"" + longest + "a\"}")).isEmpty();
        assertThat(parse("{\"" + longest + "a\":1}")).isEmpty();
    }

    @Test
    void any_bytes_have_a_result() {
        Random random = new Random(1);
        byte[] json = "{\"a\":[1,2.5e3,\"b\\u00e9\",null,true,{\"c\":{}}]}".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = json.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            // An exception fails the test.
            assertThat(StrictJsonParser.parse(bytes)).isNotNull();
        }
    }

    private static String objects(int depth) {
        return "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
    }

    private static Optional<JsonObject> parse(String json) {
        return StrictJsonParser.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
