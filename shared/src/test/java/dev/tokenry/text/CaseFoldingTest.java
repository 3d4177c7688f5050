package dev.tokenry.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseFoldingTest {

    @ParameterizedTest
    @CsvSource({
        "abc, ABC",
        "ä, Ä",
        "ς, Σ",
        "ß, SS",
        "ẞ, ss",
        "ﬀ, FF",
        "i, I",
        "ŉ, ʼN",
        "ᏣᎳᎩ, ꮳꮃꭹ",
        "𐐀, 𐐨",
        "ͅ, ι",
        "caf\u00e9, CAFE\u0301",
        "Ça, c\u0327A",
        "\u212b, \u00e5",
        "İ, i"
    })
    void texts_that_differ_only_in_case_or_composition_are_equal(String left, String right) {
        assertThat(CaseFolding.fold(left)).isEqualTo(CaseFolding.fold(right));
    }

    @ParameterizedTest
    @CsvSource({"ı, i", "e, é", "ö, oe", "ø, o", "a, ａ"})
    void other_texts_differ(String left, String right) {
        assertThat(CaseFolding.fold(left)).isNotEqualTo(CaseFolding.fold(right));
    }

    @ParameterizedTest
    @CsvSource({
        "Build server, SERVER, true",
        "build, '', true",
        "build, x, false",
        "straße, STRASSE, true",
        "İzmir-ci, İZMİR, true",
        "İzmir-ci, izmir, true",
        "cafe\u0301, CAFÉ, true",
        "CAFÉ, cafe\u0301, true"
    })
    void part_is_found_in_any_case(String text, String part, boolean expected) {
        assertThat(CaseFolding.containsIgnoreCase(text, part)).isEqualTo(expected);
    }

    @Test
    void the_default_locale_does_not_matter() {
        Locale previous = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("tr"));
            assertThat(CaseFolding.fold("CI")).isEqualTo("ci");
        } finally {
            Locale.setDefault(previous);
        }
    }

    @Test
    void folding_every_character_is_stable_and_agrees_with_its_lower_case() {
        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .filter(codePoint -> Character.isDefined(codePoint) && !isSurrogate(codePoint))
                        .mapToObj(Character::toString)
                        .filter(text -> !isFoldedLikeItsLowerCase(text)))
                .isEmpty();
    }

    private static boolean isSurrogate(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }

    private static boolean isFoldedLikeItsLowerCase(String text) {
        String folded = CaseFolding.fold(text);
        String lower = text.toLowerCase(Locale.ROOT);
        return CaseFolding.fold(folded).equals(folded)
                && (!lower.toUpperCase(Locale.ROOT).equals(text)
                        || CaseFolding.fold(lower).equals(folded));
    }
}
