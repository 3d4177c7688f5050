package dev.tokenry.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Build server",
                "Zoë",
                "Zoe\u0308",
                "Ночь",
                "名前",
                "אבג",
                "العربية",
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
                "\u0915\u094d\u200d\u0937",
                "\u2764\ufe0f",
                "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
                "a\u00a0b"
            })
    void visible_text_is_accepted(String text) {
        assertThat(VisibleText.findForbidden(text)).isEmpty();
        assertThat(VisibleText.findForbiddenInLines(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x0, 0x1B, 0x7F, 0x85, 0x9F, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x180E, 0x200B, 0x200C, 0x200D,
                0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2061, 0x2066, 0x2069, 0x206F, 0x2800, 0x3164,
                        0xD800, 0xDFFF,
                0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFB, 0x16FE4, 0x1BCA0, 0x1D159, 0x1D173, 0xE0001, 0xE0041, 0xE0100
            })
    void invisible_characters_and_those_that_turn_text_around_are_found(int codePoint) {
        for (String text : new String[] {"ci%s", "%sci", "c%si", "%s"}) {
            String changed = text.formatted(Character.toString(codePoint));
            assertThat(VisibleText.findForbidden(changed)).hasValue(codePoint);
            assertThat(VisibleText.findForbiddenInLines(changed)).hasValue(codePoint);
            assertThat(VisibleText.findForbidden(Excerpt.of(changed, 10))).isEmpty();
        }
    }

    @Test
    void only_lines_contain_line_feeds_and_tabs() {
        assertThat(VisibleText.findForbidden("a\nb")).hasValue('\n');
        assertThat(VisibleText.findForbidden("a\tb")).hasValue('\t');
        assertThat(VisibleText.findForbiddenInLines("a\n\tb")).isEmpty();
        assertThat(VisibleText.findForbiddenInLines("a\r\nb")).hasValue('\r');
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0", "\u2003\u3000", "\u200b", "\u3164", "\u2800 ", "\u202e"})
    void white_space_and_invisible_characters_are_blank(String text) {
        assertThat(VisibleText.isBlank(text)).isTrue();
    }

    @Test
    void no_letter_digit_or_symbol_of_a_script_is_forbidden() {
        int[] forbidden = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(codePoint -> Character.isLetterOrDigit(codePoint))
                .filter(codePoint ->
                        VisibleText.findForbidden(Character.toString(codePoint)).isPresent())
                .toArray();
        // The fillers of Hangul are letters without a form.
        assertThat(forbidden).containsExactly(0x115F, 0x1160, 0x3164, 0xFFA0);
    }
}
