package dev.tokenry.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenIdTest {

    private static final String PUBLIC = "ABCDEFGHIJKLMNOPQRSTUVWX";

    @ParameterizedTest
    @ValueSource(
            strings = {"tk0c01." + PUBLIC, "ab." + PUBLIC, "00." + PUBLIC, "abcdefghij99.YZ234567YZ234567YZ234567"})
    void parses_prefix_and_public_part(String text) {
        assertThat(TokenId.parse(text)).map(TokenId::value).contains(text);
    }

    @Test
    void to_string_can_be_parsed() {
        TokenId id = new TokenId("tk0c01", PUBLIC);

        assertThat(id).hasToString("tk0c01." + PUBLIC);
        assertThat(TokenId.parse(id.toString())).contains(id);
    }

    static Stream<String> invalidIds() {
        return Stream.of(
                TokenFormatTest.KNOWN_TOKEN_VALUE,
                "",
                ".",
                "tk0c01",
                "tk0c01.",
                "." + PUBLIC,
                PUBLIC,
                "a." + PUBLIC,
                "abcdefghijklm." + PUBLIC,
                "TK0C01." + PUBLIC,
                "tk0c01." + PUBLIC.substring(1),
                "tk0c01." + PUBLIC + "A",
                "tk0c01." + PUBLIC + ".",
                "tk0c01.." + PUBLIC,
                "tk0c01." + PUBLIC.toLowerCase(java.util.Locale.ROOT),
                "tk0c01." + PUBLIC.replace('A', '0'),
                "tk0c01." + PUBLIC.replace('A', '1'),
                "tk0c01." + PUBLIC.replace('A', '8'),
                "tk0c01." + PUBLIC.replace('A', '@'),
                "tk0c01." + PUBLIC.replace('A', '['),
                "tk0c01." + PUBLIC.replace('A', '%'),
                "tk0c01%2E" + PUBLIC,
                "tk0c01.%41" + PUBLIC.substring(3),
                "tk0c01." + PUBLIC.replace('A', '#'),
                "tk0c01#" + PUBLIC,
                "tk0c01." + PUBLIC.replace('A', '/'),
                "../tk0c01." + PUBLIC,
                "tk0c01." + PUBLIC.replace('A', '\u0410'),
                "tk0c01." + PUBLIC.replace('A', '\uff21'),
                "tk0c0\u0661." + PUBLIC,
                " tk0c01." + PUBLIC,
                "tk0c01." + PUBLIC + " ",
                "tk0c01." + PUBLIC + "\n",
                "tk0c01\n." + PUBLIC,
                "tk0c01." + PUBLIC + "\0");
    }

    @ParameterizedTest
    @MethodSource("invalidIds")
    void rejects_everything_else_including_token_values(String text) {
        assertThat(TokenId.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "TK0C01", "tk0c01\n", "tk.c01", "abcdefghijklm"})
    void constructor_rejects_an_invalid_prefix(String prefix) {
        assertThatThrownBy(() -> new TokenId(prefix, PUBLIC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not a token id");
    }

    @Test
    void constructor_rejects_a_secret_as_public_part_without_echoing_it() {
        String secret = TokenFormatTest.KNOWN_TOKEN_VALUE.substring(32);

        assertThatThrownBy(() -> new TokenId("tk0c01", secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not a token id");
    }
}
