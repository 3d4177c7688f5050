package dev.tokenry.functions.notices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.Language;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluralTest {

    private static final Plural TOKENS = new Plural("{n} one", "{n} few", "{n} many");

    @ParameterizedTest
    @CsvSource({
        // number; the forms in English and Dutch, and in Russian
        "0, many, many",
        "1, one, one",
        "2, many, few",
        "3, many, few",
        "4, many, few",
        "5, many, many",
        "10, many, many",
        "11, many, many",
        "12, many, many",
        "14, many, many",
        "15, many, many",
        "20, many, many",
        "21, many, one",
        "22, many, few",
        "24, many, few",
        "25, many, many",
        "100, many, many",
        "101, many, one",
        "102, many, few",
        "111, many, many",
        "112, many, many",
        "121, many, one",
        "1001, many, one",
        "1011, many, many",
    })
    void each_language_has_its_forms(int number, String twoForms, String russian) {
        assertThat(TOKENS.of(number, Language.ENGLISH)).isEqualTo(number + " " + twoForms);
        assertThat(TOKENS.of(number, Language.DUTCH)).isEqualTo(number + " " + twoForms);
        assertThat(TOKENS.of(number, Language.RUSSIAN)).isEqualTo(number + " " + russian);
    }
}
