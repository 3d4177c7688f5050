package dev.tokenry.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    @ParameterizedTest
    @CsvSource({"'', 0, ''", "abc, 3, abc", "abcd, 3, abc…", "🕑🕑, 2, 🕑🕑", "🕑🕑x, 1, 🕑…"})
    void truncates_to_code_points(String text, int maxLength, String expected) {
        assertThat(Text.truncate(text, maxLength)).isEqualTo(expected);
    }

    @Test
    void length_counts_code_points() {
        assertThat(Text.length("a🕑")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "a\udd51", "\udd51\ud83d"})
    void finds_unpaired_surrogates(String text) {
        assertThat(Text.hasUnpairedSurrogate(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "🕑"})
    void accepts_valid_unicode(String text) {
        assertThat(Text.hasUnpairedSurrogate(text)).isFalse();
    }
}
