package dev.tokenry.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "A", "0", "anna", "Anna.B_c-9@example.org", "sam+ci@corp.example"})
    void user_names_and_email_addresses_are_owner_names(String text) {
        assertThat(OwnerName.parse(text)).map(OwnerName::spelling).hasValue(text);
        assertThat(OwnerName.of(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".a",
                "+a",
                "_a",
                "@a",
                "a b",
                "a\n",
                "a#b",
                "a/b",
                "a%41",
                "\u00e4",
                "\u0430nna",
                // The Kelvin sign and the long s, which fold to letters of ASCII.
                "\u212aate",
                "\u017fam",
                "a\u0130"
            })
    void other_texts_are_no_owner_names(String text) {
        assertThat(OwnerName.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> OwnerName.of(text));
    }

    @Test
    void an_owner_name_has_at_most_64_characters() {
        assertThat(OwnerName.parse("a".repeat(64))).isPresent();
        assertThat(OwnerName.parse("a".repeat(65))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"BOB, bob", "Sam+CI@Corp.Example, sam+ci@corp.example", "I9, i9"})
    void spellings_of_one_name_are_equal_and_kept(String text, String key) {
        OwnerName name = OwnerName.of(text);

        assertThat(name).isEqualTo(OwnerName.of(key)).hasSameHashCodeAs(OwnerName.of(key));
        assertThat(name.key()).isEqualTo(key);
        assertThat(name.spelling()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"bob, bobby", "a-b, a_b", "a.b, ab"})
    void other_names_differ(String first, String second) {
        assertThat(OwnerName.of(first)).isNotEqualTo(OwnerName.of(second));
    }

    @Test
    void the_key_does_not_depend_on_the_locale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(OwnerName.of("CI").key()).isEqualTo("ci");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void an_unreadable_name_equals_no_name() {
        assertThat(OwnerName.parse(OwnerName.UNREADABLE.spelling())).isEmpty();
    }
}
