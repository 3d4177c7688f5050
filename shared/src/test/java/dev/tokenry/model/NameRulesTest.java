package dev.tokenry.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ViolationReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "web-shop_2"})
    void project_names_are_lower_case(String name) {
        assertThat(NameRules.isValidProject(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "-a", "_a", "a.b", "a b", "a\n", "a/b", "..", "a%2f", "\u0661"})
    void other_project_names_are_invalid(String name) {
        assertThat(NameRules.isValidProject(name)).isFalse();
    }

    @Test
    void names_have_a_maximum_length() {
        assertThat(NameRules.isValidProject("a".repeat(63))).isTrue();
        assertThat(NameRules.isValidProject("a".repeat(64))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", " x ", "Build server", "\ud83d\udd51", "\u00e4"})
    void display_names_are_accepted(String name) {
        assertThatCode(() -> NameRules.checkDisplayName(name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "'', LENGTH",
        "'  ', LENGTH",
        "'\u2003', LENGTH",
        "'a\nb', CONTROL_CHARACTERS",
        "a\u0085b, CONTROL_CHARACTERS",
        "'\u3164', LENGTH",
        "'\u200b\u200b', LENGTH",
        "ci\u200b, CONTROL_CHARACTERS",
        "ci\u202etxt.exe, CONTROL_CHARACTERS"
    })
    void other_display_names_are_rejected(String name, ViolationReason reason) {
        assertThat(catchThrowableOfType(InvalidValueException.class, () -> NameRules.checkDisplayName(name))
                        .reason())
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "one\ntwo\tthree", "Zoë"})
    void descriptions_are_accepted(String description) {
        assertThatCode(() -> NameRules.checkDescription(description)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "\u001b[31m", "a\r\nb", "a\u202eb", "a\u200bb", "a\u2028b"})
    void other_descriptions_are_rejected_with_the_character(String description) {
        assertThat(catchThrowableOfType(InvalidValueException.class, () -> NameRules.checkDescription(description))
                        .reason())
                .isEqualTo(ViolationReason.CONTROL_CHARACTERS);
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> NameRules.checkDescription("a\u202eb"))
                .withMessageEndingWith("such as U+202E");
    }

    @Test
    void display_names_have_a_maximum_length_in_code_points() {
        assertThatCode(() -> NameRules.checkDisplayName("\ud83d\udd51".repeat(100)))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> NameRules.checkDisplayName("\ud83d\udd51".repeat(101)))
                .withMessage("must contain 1 to 100 characters and must not be blank");
    }
}
