package dev.tokenry.exchange.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":1,\"b\":[true,false,null,\"\"],\"c\":{\"d\":-9223372036854775808}}",
                "{\"\":\"\\u0000\\u001f\\\"\\\\/\u007f\u2028\ud83d\udd12\u00e9\"}",
            })
    void canonical_text_is_read_and_written_as_it_is(String text) {
        assertThat(CanonicalJson.write(parse(text))).isEqualTo(text);
    }

    @Test
    void other_texts_of_a_value_have_the_same_canonical_text() {
        assertThat(CanonicalJson.write(parse("{ \"b\" : \"\\u00e9\\/\" ,\n\"a\": [ 1 , 2 ] }")))
                .isEqualTo("{\"a\":[1,2],\"b\":\"é/\"}");
    }

    @Test
    void number_that_is_no_integer_has_no_text() {
        JsonValue value = new JsonValue.Array(List.of(new JsonValue.OtherNumber("1e3")));

        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.write(value));
    }

    private static JsonObject parse(String text) {
        return StrictJsonParser.parse(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
