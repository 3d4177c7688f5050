package dev.tokenry.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseFoldingTest {

    @ParameterizedTest
    @CsvSource({"abc, ABC", "ä, Ä", "ς, Σ", "ß, SS", "ﬀ, FF", "i, I"})
    void texts_that_differ_only_in_case_are_equal(String left, String right) {
        assertThat(CaseFolding.fold(left)).isEqualTo(CaseFolding.fold(right));
    }

    @ParameterizedTest
    @CsvSource({"Build server, SERVER, true", "build, '', true", "build, x, false", "straße, STRASSE, true"})
    void part_is_found_in_any_case(String text, String part, boolean expected) {
        assertThat(CaseFolding.containsIgnoreCase(text, part)).isEqualTo(expected);
    }
}
