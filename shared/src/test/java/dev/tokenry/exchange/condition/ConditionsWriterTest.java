package dev.tokenry.exchange.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.encoding.JsonValue;
import dev.tokenry.exchange.encoding.StrictJsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsWriterTest {

    private static final String ALL = "[{\"claim\":\"sub\",\"equals\":\"repo:a\\\"b\\\\c\"},"
            + "{\"claim\":\"email_verified\",\"equals\":true},{\"claim\":\"runner_id\",\"equals\":-7},"
            + "{\"anyOf\":[\"push\",\"schedule\"],\"claim\":\"event_name\"},{\"anyOf\":[2,1],\"claim\":\"n\"},"
            + "{\"claim\":\"groups\",\"contains\":\"élèves\"},"
            + "{\"claim\":[\"https://sts.amazonaws.com/\",\"aws_account\"],\"equals\":\"123456789012\"},"
            + "{\"claim\":\"ref\",\"like\":\"refs/heads/*\"}]";

    @ParameterizedTest
    @ValueSource(strings = {ALL, "[]", "[{\"claim\":\"sub\",\"equals\":\"\"}]"})
    void conditions_are_read_as_they_were_written(String text) {
        Conditions conditions = ConditionsParser.parseText(text).orElseThrow();

        assertThat(ConditionsWriter.write(conditions)).isEqualTo(text);
        assertThat(ConditionsParser.parseText(ConditionsWriter.write(conditions)))
                .hasValue(conditions);
    }

    @Test
    void other_spellings_have_the_same_text() {
        Conditions conditions = (Conditions) parse("[ { \"equals\" : \"a\\u002fb\" , \"claim\" : [ \"sub\" ] } ]");

        assertThat(ConditionsWriter.write(conditions)).isEqualTo("[{\"claim\":\"sub\",\"equals\":\"a/b\"}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[ ]",
                "[{\"equals\":\"a\",\"claim\":\"sub\"}]",
                "[{\"claim\":[\"sub\"],\"equals\":\"a\"}]",
                "[{\"claim\":\"sub\",\"equals\":\"a\"}],\"x\":[]",
                "[{\"claim\":\"sub\",\"matches\":\"a\"}]",
            })
    void no_other_text_is_read(String text) {
        assertThat(ConditionsParser.parseText(text)).isEmpty();
    }

    @Test
    void conditions_that_cannot_be_stored_are_invalid() {
        String limit = "a".repeat(StrictJsonParser.MAX_STRING_LENGTH);

        assertThat(ConditionsParser.parse(equal(limit))).isInstanceOf(Conditions.class);
        for (JsonValue unstorable : List.of(equal(limit + "a"), equal("\ud83d"), equal(limit, limit))) {
            assertThat(ConditionsParser.parse(unstorable))
                    .isInstanceOfSatisfying(
                            ParsedConditions.Invalid.class,
                            invalid -> assertThat(invalid.index()).isEqualTo(OptionalInt.empty()));
        }
    }

    private static ParsedConditions parse(String text) {
        JsonObject object = StrictJsonParser.parse(("{\"conditions\":" + text + "}").getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
        return ConditionsParser.parse(object.find("conditions").orElseThrow());
    }

    private static JsonValue equal(String... values) {
        return new JsonValue.Array(List.of(values).stream()
                .<JsonValue>map(value ->
                        new JsonObject(Map.of("claim", new JsonValue.Text("sub"), "equals", new JsonValue.Text(value))))
                .toList());
    }
}
