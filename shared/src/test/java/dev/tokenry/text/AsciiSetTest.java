package dev.tokenry.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiSetTest {

    @ParameterizedTest
    @ValueSource(strings = {"a-z", "A-Za-z0-9", "a-z0-9-", "._:-", "-a", "A-Za-z0-9._~:@!&'(),;=+-", " ,"})
    void a_set_contains_the_characters_of_the_bracket_expression_with_the_same_text(String members) {
        AsciiSet set = AsciiSet.of(members);
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            assertThat(set.contains((char) c))
                    .as("%04x", c)
                    .isEqualTo(String.valueOf((char) c).matches("[" + members + "]"));
        }
    }

    @Test
    void texts_are_compared_with_all_and_with_any_characters() {
        AsciiSet set = AsciiSet.of("a-c");
        assertThat(set.containsAll("abc")).isTrue();
        assertThat(set.containsAll("")).isTrue();
        assertThat(set.containsAll("abd")).isFalse();
        assertThat(set.isWord("abc")).isTrue();
        assertThat(set.isWord("")).isFalse();
        assertThat(set.isWord("abd")).isFalse();
        assertThat(set.containsAnyOf("xyc")).isTrue();
        assertThat(set.containsAnyOf("")).isFalse();
        assertThat(set.containsAnyOf("xyz\u0161")).isFalse();
    }
}
