package dev.tokenry.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedDateTest {
    @Test
    void says_what_was_read_and_why_not_and_what_would_do() {
        assertThat(Dates.refusal(() -> Dates.read("tomorrow")))
                .isEqualTo("'tomorrow' is none of the accepted forms. Accepted: epoch milliseconds (1 to 15 digits),"
                        + " YYYY-MM-DD(T| )HH:MM[:SS[.f{1,9}]][Z|(+|-)HH:MM] (UTC without a zone),"
                        + " or now[(+|-)NU][/A] with N of 1 to 6 digits and U, A one of m h d w M y,"
                        + " for example now+14d.");
    }

    @Test
    void shows_that_nothing_was_read() {
        assertThat(Dates.refusal(() -> Dates.read(""))).startsWith("'' is none of");
    }

    @ParameterizedTest
    @CsvSource({"40, ''", "41, ...", "1000000, ..."})
    void shows_no_more_than_forty_characters(int length, String end) {
        assertThat(Dates.refusal(() -> Dates.read("x".repeat(length)))).startsWith("'" + "x".repeat(40) + end + "' is");
    }

    @Test
    void does_not_return_a_secret_that_was_pasted_into_the_wrong_field() {
        String id = "tk0c01." + "A".repeat(24);

        assertThat(Dates.refusal(() -> Dates.read(id + "." + "S".repeat(64)))).doesNotContain("S".repeat(9));
    }

    @Test
    void never_cuts_a_character_in_half() {
        assertThat(Dates.refusal(() -> Dates.read("x" + "\ud83d\udd51".repeat(50))))
                .startsWith("'x" + "\ud83d\udd51".repeat(39) + "...' is");
    }

    @Test
    void makes_visible_what_would_not_be_seen() {
        assertThat(Dates.refusal(() -> Dates.read("a\r\n\u0000\u001b\u00a0\u202e\u2028\ud800\ufeffb")))
                .startsWith("'a<U+000D><U+000A><U+0000><U+001B><U+00A0><U+202E><U+2028><U+D800><U+FEFF>b' is");
    }

    @Test
    void leaves_letters_of_any_script_as_they_are() {
        assertThat(Dates.refusal(() -> Dates.read("завтра \u0661"))).startsWith("'завтра \u0661' is");
    }

    @Test
    void carries_no_stack() {
        assertThat(new RefusedDate("x", "is wrong").getStackTrace()).isEmpty();
    }
}
