package dev.tokenry.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.error.InvalidValueException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AbsoluteDateParserTest {
    @ParameterizedTest
    @CsvSource({
        "2026-03-19 09:30,                 2026-03-19T09:30:00.000Z",
        "2026-03-19T09:30+05:30,           2026-03-19T04:00:00.000Z",
        "2021-01-25T05:57:01.123+01:00,    2021-01-25T04:57:01.123Z",
        "2026-03-19T09:30,                 2026-03-19T09:30:00.000Z",
        "2026-03-19T09:30Z,                2026-03-19T09:30:00.000Z",
        "2026-03-19 09:30:15,              2026-03-19T09:30:15.000Z",
        "2026-03-19 09:30:15Z,             2026-03-19T09:30:15.000Z",
        "2026-03-19T09:30:15.518,          2026-03-19T09:30:15.518Z",
        "2026-03-19T09:30:15-08:00,        2026-03-19T17:30:15.000Z",
        "2026-03-19T23:59:59.999Z,         2026-03-19T23:59:59.999Z",
        "2026-03-19T00:00,                 2026-03-19T00:00:00.000Z",
    })
    void accepts_a_space_and_defaults_zone_to_utc_and_seconds_to_zero(String text, String date)
            throws InvalidValueException {
        assertThat(DateParsing.parse(text)).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({
        "9,         900",
        "98,        980",
        "987,       987",
        "0006,      000",
        "9876,      987",
        "98765,     987",
        "987654,    987",
        "9876543,   987",
        "98765432,  987",
        "999999999, 999",
        "000999999, 000",
    })
    void truncates_fractions_to_milliseconds(String fraction, String millis) throws InvalidValueException {
        assertThat(DateParsing.parse("2026-03-19T09:30:15." + fraction + "Z"))
                .isEqualTo("2026-03-19T09:30:15." + millis + "Z");
    }

    @ParameterizedTest
    @CsvSource({
        "2028-02-29T10:00Z, 2028-02-29T10:00:00.000Z",
        "2000-02-29T10:00Z, 2000-02-29T10:00:00.000Z",
        "2400-02-29T10:00Z, 2400-02-29T10:00:00.000Z",
    })
    void accepts_leap_days(String text, String date) throws InvalidValueException {
        assertThat(DateParsing.parse(text)).isEqualTo(date);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30T10:00Z",
                "2026-02-29T10:00Z",
                "2100-02-29T10:00Z",
                "2026-04-31T10:00Z",
                "2026-13-01T10:00Z",
                "2026-00-10T10:00Z",
                "2026-01-00T10:00Z",
                "2026-01-32T10:00Z",
                "2026-02-30",
            })
    void rejects_days_that_do_not_exist(String text) {
        assertThat(DateParsing.errorMessage(() -> DateParsing.parse(text)))
                .contains("'" + text + "' names a day that does not exist");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-19T24:00",
                "2026-03-19T24:00:00Z",
                "2026-03-19T25:00Z",
                "2026-03-19T09:60Z",
                "2026-03-19T09:30:60Z",
                "2016-12-31T23:59:60Z",
                "2026-03-19T99:99:99Z",
            })
    void rejects_times_that_do_not_exist(String text) {
        assertThat(DateParsing.errorMessage(() -> DateParsing.parse(text)))
                .contains("has a time outside 00:00:00 to 23:59:59");
    }

    @ParameterizedTest
    @CsvSource({
        "+18:00, 2026-03-18T15:30:00.000Z",
        "-18:00, 2026-03-20T03:30:00.000Z",
        "+00:00, 2026-03-19T09:30:00.000Z",
        "-00:00, 2026-03-19T09:30:00.000Z",
        "+17:59, 2026-03-18T15:31:00.000Z",
        "-00:01, 2026-03-19T09:31:00.000Z",
    })
    void accepts_offsets_up_to_eighteen_hours(String offset, String date) throws InvalidValueException {
        assertThat(DateParsing.parse("2026-03-19T09:30" + offset)).isEqualTo(date);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+18:01", "-18:01", "+19:00", "-99:99", "+01:60", "+00:99"})
    void rejects_offsets_that_do_not_exist(String offset) {
        assertThat(DateParsing.errorMessage(() -> DateParsing.parse("2026-03-19T09:30" + offset)))
                .contains("has an offset outside -18:00 to +18:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-19", "1970-01-01", "2028-02-29"})
    void rejects_a_date_without_a_time_and_suggests_a_timestamp(String text) throws InvalidValueException {
        String full = text + "T00:00:00.000Z";

        assertThat(DateParsing.errorMessage(() -> DateParsing.parse(text)))
                .isEqualTo("'" + text + "' has no time of day; use " + full);
        assertThat(DateParsing.parse(full)).isEqualTo(full);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-19t09:30Z",
                "2026-03-19T09:30z",
                "2026-03-19T09:30 Z",
                "2026-03-19  09:30",
                " 2026-03-19T09:30",
                "2026-03-19T09:30 ",
                "2026-03-19T09:30\n",
                "2026-03-19\t09:30",
                "2026-03-19\u00a009:30",
                "2026-03-19T",
                "2026-03-19Z",
                "2026-03-19T09",
                "2026-03-19T09Z",
                "2026-03-19T9:30",
                "2026-3-19T09:30",
                "26-03-19T09:30",
                "2026-03-19T09:3",
                "2026-03-19T09:30:",
                "2026-03-19T09:30:1",
                "2026-03-19T09:30:15.",
                "2026-03-19T09:30:15.Z",
                "2026-03-19T09:30:15,5Z",
                "2026-03-19T09:30:15.1234567890Z",
                "2026-03-19T09:30.5Z",
                "2026-03-19T09:30+05",
                "2026-03-19T09:30+0530",
                "2026-03-19T09:30+5:30",
                "2026-03-19T09:30+05:30:00",
                "2026-03-19T09:30UTC",
                "2026-03-19T09:30Z[UTC]",
                "2026-03-19T09:30ZZ",
                "2026-03-19T09:30\u221205:00",
                "20260319T093000Z",
                "2026-W12-4T09:30",
                "2026-078T09:30",
                "2026/03/19 09:30",
                "19.03.2026 09:30",
                "Thu, 19 Mar 2026 09:30:00 GMT",
                "+2026-03-19T09:30",
                "-2026-03-19T09:30",
                "12026-03-19T09:30Z",
                "+1000000000-12-31T23:59:59Z",
                "09:30",
                "\u0662\u0660\u0662\u0666-\u0660\u0663-\u0661\u0669T\u0660\u0669:\u0663\u0660",
                "2026-03-19T09:3\u0660Z",
                "\uff12026-03-19T09:30Z",
            })
    void rejects_similar_formats(String text) {
        assertThat(DateParsing.errorMessage(() -> DateParsing.parse(text)))
                .contains("is not a date in a supported form");
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00.000Z,       1970-01-01T00:00:00.000Z",
        "1970-01-01T18:00+18:00,         1970-01-01T00:00:00.000Z",
        "1969-12-31T23:59-00:01,         1970-01-01T00:00:00.000Z",
        "9999-12-31T23:59:59.999Z,       9999-12-31T23:59:59.999Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999Z",
        "9999-12-31T05:59:59.999-18:00,  9999-12-31T23:59:59.999Z",
    })
    void accepts_the_first_and_the_last_millisecond(String text, String date) throws InvalidValueException {
        assertThat(DateParsing.parse(text)).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({
        "1969-12-31T23:59:59.999Z,       1969-12-31T23:59:59.999Z",
        "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999Z",
        "1970-01-01T00:00+00:01,         1969-12-31T23:59:00.000Z",
        "9999-12-31T23:59-00:01,         +10000-01-01T00:00:00.000Z",
        "0000-01-01T00:00Z,              0000-01-01T00:00:00.000Z",
        "0000-01-01T00:00+18:00,         -0001-12-31T06:00:00.000Z",
    })
    void rejects_dates_outside_the_accepted_years(String text, String date) {
        assertThat(DateParsing.errorMessage(() -> DateParsing.parse(text)))
                .isEqualTo("must be in the years 1970 to 9999; '" + text + "' is " + date);
    }
}
