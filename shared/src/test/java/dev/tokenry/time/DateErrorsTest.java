package dev.tokenry.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.error.ViolationReason;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateErrorsTest {
    @Test
    void message_contains_input_reason_and_accepted_formats() {
        assertThat(DateParsing.errorMessage(() -> DateParsing.parse("tomorrow")))
                .isEqualTo(
                        "must be a supported date: 'tomorrow' is not a date in a supported form. Supported: epoch milliseconds (1 to 15 digits),"
                                + " YYYY-MM-DD(T| )HH:MM[:SS[.f{1,9}]][Z|(+|-)HH:MM] (UTC without a zone),"
                                + " or now[(+|-)NU][/A] with N of 1 to 6 digits and U, A one of m h d w M y,"
                                + " for example now+14d");
    }

    @Test
    void message_quotes_an_empty_string() {
        assertThat(DateParsing.errorMessage(() -> DateParsing.parse("")))
                .startsWith("must be a supported date: '' is not");
    }

    @ParameterizedTest
    @CsvSource({"40, ''", "41, …", "1000000, …"})
    void message_echoes_at_most_forty_characters(int length, String end) {
        assertThat(DateParsing.errorMessage(() -> DateParsing.parse("x".repeat(length))))
                .startsWith("must be a supported date: '" + "x".repeat(40) + end + "' is");
    }

    @Test
    void message_does_not_contain_a_complete_secret() {
        String id = "tk0c01." + "A".repeat(24);

        assertThat(DateParsing.errorMessage(() -> DateParsing.parse(id + "." + "S".repeat(64))))
                .doesNotContain("S".repeat(9));
    }

    @Test
    void message_never_splits_a_surrogate_pair() {
        assertThat(DateParsing.errorMessage(() -> DateParsing.parse("x" + "\ud83d\udd51".repeat(50))))
                .startsWith("must be a supported date: 'x" + "\ud83d\udd51".repeat(39) + "…' is");
    }

    @Test
    void message_escapes_invisible_characters() {
        assertThat(DateParsing.errorMessage(
                        () -> DateParsing.parse("a\r\n\u0000\u001b\u00a0\u202e\u2028\ud800\ufeffb")))
                .startsWith(
                        "must be a supported date: 'a<U+000D><U+000A><U+0000><U+001B><U+00A0><U+202E><U+2028><U+D800><U+FEFF>b' is");
    }

    @Test
    void message_keeps_letters_of_any_script() {
        assertThat(DateParsing.errorMessage(() -> DateParsing.parse("завтра \u0661")))
                .startsWith("must be a supported date: 'завтра \u0661' is");
    }

    @Test
    void each_error_has_a_reason() {
        assertThat(DateErrors.malformed("x", "is wrong").reason()).isEqualTo(ViolationReason.MALFORMED_DATE);
        assertThat(DateErrors.noTime("x").reason()).isEqualTo(ViolationReason.NO_TIME);
        assertThat(DateErrors.outOfRange("x", Instant.EPOCH).reason()).isEqualTo(ViolationReason.OUT_OF_RANGE);
        assertThat(DateErrors.inThePast("x", Instant.EPOCH, "").reason()).isEqualTo(ViolationReason.IN_THE_PAST);
    }

    @Test
    void exception_has_no_stack_trace() {
        assertThat(DateErrors.malformed("x", "is wrong").getStackTrace()).isEmpty();
    }
}
