package dev.tokenry.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.error.InvalidValueException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelativeDateParserTest {
    @ParameterizedTest
    @CsvSource({
        "now+14d,  2026-04-01T10:37:42.518Z",
        "now+2h/h, 2026-03-18T12:00:00.000Z",
        "now+1w/w, 2026-03-23T00:00:00.000Z",
        "now-1y/w, 2025-03-17T00:00:00.000Z",
    })
    void parses_the_examples_in_the_api_description(String text, String date) throws InvalidValueException {
        assertThat(DateParsing.parse(text)).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({
        "now,         2026-03-18T10:37:42.518Z",
        "now+1m,      2026-03-18T10:38:42.518Z",
        "now-1m,      2026-03-18T10:36:42.518Z",
        "now+1h,      2026-03-18T11:37:42.518Z",
        "now-1d,      2026-03-17T10:37:42.518Z",
        "now+1w,      2026-03-25T10:37:42.518Z",
        "now+1M,      2026-04-18T10:37:42.518Z",
        "now-1y,      2025-03-18T10:37:42.518Z",
        "now+0d,      2026-03-18T10:37:42.518Z",
        "now-0y,      2026-03-18T10:37:42.518Z",
        "now+000014d, 2026-04-01T10:37:42.518Z",
        "now+999999m, 2028-02-10T21:16:42.518Z",
        "now+999999h, 2140-04-16T01:37:42.518Z",
    })
    void adds_each_unit_in_either_direction(String text, String date) throws InvalidValueException {
        assertThat(DateParsing.parse(text)).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({
        "now/m, 2026-03-18T10:37:00.000Z",
        "now/h, 2026-03-18T10:00:00.000Z",
        "now/d, 2026-03-18T00:00:00.000Z",
        "now/w, 2026-03-16T00:00:00.000Z",
        "now/M, 2026-03-01T00:00:00.000Z",
        "now/y, 2026-01-01T00:00:00.000Z",
    })
    void rounds_down_to_the_start_of_each_unit(String text, String date) throws InvalidValueException {
        assertThat(DateParsing.parse(text)).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({
        "now+14d/M, 2026-04-01T00:00:00.000Z",
        "now-18d/M, 2026-02-01T00:00:00.000Z",
        "now+10M/y, 2027-01-01T00:00:00.000Z",
        "now-3M/y,  2025-01-01T00:00:00.000Z",
        "now+23m/h, 2026-03-18T11:00:00.000Z",
        "now+1d/y,  2026-01-01T00:00:00.000Z",
    })
    void applies_the_offset_before_rounding(String text, String date) throws InvalidValueException {
        assertThat(DateParsing.parse(text)).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z, now+1M,  2026-02-28T12:00:00.000Z",
        "2028-01-31T12:00:00Z, now+1M,  2028-02-29T12:00:00.000Z",
        "2026-03-31T12:00:00Z, now-1M,  2026-02-28T12:00:00.000Z",
        "2026-05-31T12:00:00Z, now+1M,  2026-06-30T12:00:00.000Z",
        "2026-12-31T12:00:00Z, now+2M,  2027-02-28T12:00:00.000Z",
        "2026-01-31T12:00:00Z, now-2M,  2025-11-30T12:00:00.000Z",
        "2028-02-29T12:00:00Z, now+1y,  2029-02-28T12:00:00.000Z",
        "2028-02-29T12:00:00Z, now-1y,  2027-02-28T12:00:00.000Z",
        "2028-02-29T12:00:00Z, now+4y,  2032-02-29T12:00:00.000Z",
        "2028-02-29T12:00:00Z, now+12M, 2029-02-28T12:00:00.000Z",
    })
    void clamps_months_and_years_to_the_end_of_the_month(Instant now, String text, String date)
            throws InvalidValueException {
        assertThat(DateParsing.parseAt(now, text)).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-01T08:00:00Z,     now/w,    2026-12-28T00:00:00.000Z",
        "2026-12-31T08:00:00Z,     now+1d/w, 2026-12-28T00:00:00.000Z",
        "2026-01-01T00:00:00Z,     now/w,    2025-12-29T00:00:00.000Z",
        "2026-03-16T00:00:00Z,     now/w,    2026-03-16T00:00:00.000Z",
        "2026-03-15T23:59:59.999Z, now/w,    2026-03-09T00:00:00.000Z",
        "2028-03-01T08:00:00Z,     now/w,    2028-02-28T00:00:00.000Z",
    })
    void starts_weeks_on_monday_across_months_and_years(Instant now, String text, String date)
            throws InvalidValueException {
        assertThat(DateParsing.parseAt(now, text)).isEqualTo(date);
    }

    @Test
    void truncates_the_clock_to_milliseconds() throws InvalidValueException {
        var finer = Instant.parse("2026-03-18T10:37:42.518999999Z");

        assertThat(new DateParser(() -> finer).parse("now")).isEqualTo(DateParsing.NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "now+1D",
                "now+1H",
                "now+1W",
                "now+1Y",
                "now+30s",
                "now+30S",
                "now+1ms",
                "now+1",
                "now+d",
                "now+",
                "now-",
                "now1d",
                "now/",
                "now/s",
                "now/D",
                "now/1d",
                "now//d",
                "now+1d/",
                "now+1d/dd",
                "now/d+1d",
                "now+1d+1h",
                "now+-1d",
                "now--1d",
                "now++1d",
                "now+1.5d",
                "now+1000000d",
                "now+0000001d",
                "now +1d",
                "now+ 1d",
                "now+1 d",
                "now+1d /d",
                "now+1d/ d",
                "now+1d ",
                "now 1d",
                "now\n",
                "now+1d\n",
                "nowhere",
                "now\u20111d",
                "now+\u0661d",
                "now+\uff11d",
            })
    void rejects_similar_formats(String text) {
        assertThat(DateParsing.errorMessage(() -> DateParsing.parse(text)))
                .contains("is not of the form now[(+|-)NU][/A]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOW+1d", "Now", " now", "+now", "no", "tomorrow", "+1d", "1d"})
    void rejects_strings_that_do_not_start_with_now(String text) {
        assertThat(DateParsing.errorMessage(() -> DateParsing.parse(text)))
                .contains("is not a date in a supported form");
    }

    @ParameterizedTest
    @CsvSource({
        "now+999999y, +1002025-03-18T10:37:42.518Z",
        "now-999999y, -997973-03-18T10:37:42.518Z",
        "now+999999M, +85359-06-18T10:37:42.518Z",
        "now-999999w, -17140-11-17T10:37:42.518Z",
        "now+7974y,   +10000-03-18T10:37:42.518Z",
        "now-57y,     1969-03-18T10:37:42.518Z",
    })
    void rejects_dates_outside_the_accepted_years(String text, String date) {
        assertThat(DateParsing.errorMessage(() -> DateParsing.parse(text)))
                .isEqualTo("must be in the years 1970 to 9999; '" + text + "' is " + date);
    }

    @Test
    void checks_the_range_after_rounding() throws InvalidValueException {
        var newYear = Instant.parse("9999-12-31T10:00:00Z");
        var firstDays = Instant.parse("1970-01-02T10:00:00Z");

        assertThat(DateParsing.parseAt(newYear, "now+1d/w")).isEqualTo("9999-12-27T00:00:00.000Z");
        assertThat(DateParsing.errorMessage(() -> DateParsing.parseAt(firstDays, "now/w")))
                .isEqualTo("must be in the years 1970 to 9999; 'now/w' is 1969-12-29T00:00:00.000Z");
        assertThat(DateParsing.parseAt(firstDays, "now/y")).isEqualTo("1970-01-01T00:00:00.000Z");
    }
}
