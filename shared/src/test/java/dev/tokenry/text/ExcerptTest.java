package dev.tokenry.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "expires_at,expires_at",
                "Zoë Ночь 名前,Zoë Ночь 名前",
                "1234567890123,123456789012…",
                "a\u202eb\u3164,a<U+202E>b<U+3164>",
                "a\u00a0b c\u3000,a<U+00A0>b c<U+3000>",
                "\u200b\u2800\ufff9,<U+200B><U+2800><U+FFF9>",
                "a\ud800b,a<U+D800>b",
                "\ud83d\ude00\udb40\udc41,\ud83d\ude00<U+E0041>"
            })
    void an_invisible_character_is_shown_as_its_code_point(String text, String excerpt) {
        assertThat(Excerpt.of(text, 12)).isEqualTo(excerpt);
    }

    @ParameterizedTest
    @CsvSource({"\u0600", "\u06dd", "\ue000"})
    void a_sign_that_names_may_contain_is_shown_as_it_is(String sign) {
        assertThat(VisibleText.findForbidden(sign)).isEmpty();
        assertThat(Excerpt.of(sign, 12)).isEqualTo(sign);
    }
}
