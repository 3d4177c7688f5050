package dev.tokenry.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ViolationReason;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateParserTest {
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    @ParameterizedTest
    @CsvSource({
        "0,               1970-01-01T00:00:00.000Z",
        "1,               1970-01-01T00:00:00.001Z",
        "000000000000001, 1970-01-01T00:00:00.001Z",
        "1773830262518,   2026-03-18T10:37:42.518Z",
        "253402300799999, 9999-12-31T23:59:59.999Z",
        "1773830262,      1970-01-21T12:43:50.262Z",
    })
    void parses_epoch_milliseconds(String text, String date) throws InvalidValueException {
        assertThat(DateParsing.parse(text)).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({
        "253402300800000, +10000-01-01T00:00:00.000Z",
        "999999999999999, +33658-09-27T01:46:39.999Z",
    })
    void rejects_epoch_milliseconds_outside_the_accepted_years(String text, String date) {
        assertThat(DateParsing.errorMessage(() -> DateParsing.parse(text)))
                .isEqualTo("must be in the years 1970 to 9999; '" + text + "' is " + date);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1773830262518000", "0000000000000001", "99999999999999999999999999"})
    void rejects_more_than_fifteen_digits(String text) {
        assertThat(DateParsing.errorMessage(() -> DateParsing.parse(text))).contains("has more than 15 digits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "true",
                "false",
                "null",
                "tomorrow",
                "-1",
                "+1",
                "-0",
                "1.5",
                "1.0",
                "1e3",
                "1E3",
                "0x10",
                "1_000",
                "1,000",
                "1L",
                " 1",
                "1 ",
                "1\n",
                "\u0661\u0667\u0667\u0663",
                "\uff11\uff12",
                "177383026251\u0668",
                "1773830262518\u0000",
                "\ud835\udfd8",
            })
    void rejects_strings_that_are_not_dates(String text) {
        assertThat(DateParsing.errorMessage(() -> DateParsing.parse(text)))
                .contains("is not a date in a supported form");
    }

    @ParameterizedTest
    @CsvSource({
        "now+14d,                 2026-04-01T10:37:42.518Z",
        "now+1m,                  2026-03-18T10:38:42.518Z",
        "1773830262519,           2026-03-18T10:37:42.519Z",
        "2026-03-18T10:37:42.519, 2026-03-18T10:37:42.519Z",
    })
    void accepts_a_future_expiry(String text, String date) throws InvalidValueException {
        assertThat(DateParsing.parseFuture(text)).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({
        "now,                           2026-03-18T10:37:42.518Z",
        "now+0d,                        2026-03-18T10:37:42.518Z",
        "now/m,                         2026-03-18T10:37:00.000Z",
        "now-1y/w,                      2025-03-17T00:00:00.000Z",
        "1773830262518,                 2026-03-18T10:37:42.518Z",
        "2026-03-18T10:37:42.518999Z,   2026-03-18T10:37:42.518Z",
        "2026-03-18T12:37:42.518+02:00, 2026-03-18T10:37:42.518Z",
        "0,                             1970-01-01T00:00:00.000Z",
        "12345678,                      1970-01-01T03:25:45.678Z",
        "17738302620,                   1970-07-25T07:18:22.620Z",
    })
    void rejects_an_expiry_that_is_not_in_the_future(String text, String date) {
        assertThat(DateParsing.errorMessage(() -> DateParsing.parseFuture(text)))
                .startsWith("must be in the future; '" + text + "' is " + date);
    }

    @ParameterizedTest
    @ValueSource(strings = {"now+1D", "now+30s", "now +1d", "NOW+1d", "tomorrow", "", "true", "-1", "2026-03-19"})
    void rejects_unparsable_expiries(String text) {
        assertThatThrownBy(() -> DateParsing.parseFuture(text)).isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1773830262, 1773830262000",
        "1805366262, 1805366262000",
        "999999999,  999999999000",
    })
    void hints_that_an_expiry_looks_like_epoch_seconds(String text, String millis) {
        assertThat(DateParsing.errorMessage(() -> DateParsing.parseFuture(text)))
                .endsWith("; it looks like epoch seconds, in milliseconds: " + millis);
    }

    @Test
    void hints_at_epoch_seconds_with_a_fraction() {
        assertThat(DateParsing.errorMessage(() -> DateParsing.parse("1773830262.518")))
                .contains(
                        "is not a date in a supported form; it looks like epoch seconds, in milliseconds: 1773830262000.");
    }

    @Test
    void reads_the_clock_once_per_call() throws InvalidValueException {
        var clockReads = new AtomicInteger();
        var dates = new DateParser(() -> {
            clockReads.incrementAndGet();
            return DateParsing.NOW;
        });

        dates.parseFuture("now+1d/d");

        assertThat(clockReads).hasValue(1);
    }

    @Test
    void parses_formatted_timestamps() throws InvalidValueException {
        var random = new Random(20260318);
        for (int i = 0; i < 20_000; i++) {
            var date = Instant.ofEpochMilli(random.nextLong(LAST.toEpochMilli() + 1));
            var dates = new DateParser(() -> DateParsing.NOW);

            assertThat(dates.parse(Timestamps.format(date))).isEqualTo(date);
            assertThat(dates.parse(Long.toString(date.toEpochMilli()))).isEqualTo(date);
        }
    }

    @Test
    void random_strings_yield_a_date_in_range_or_an_error() {
        var random = new Random(42);
        for (int i = 0; i < 100_000; i++) {
            assertDateOrError(randomText(random, random.nextInt(40)));
        }
    }

    @Test
    void mutated_dates_yield_a_date_in_range_or_an_error() {
        String[] validDates = {
            "2026-03-19T09:30:15.123456789+05:30", "2028-02-29 23:59", "now+999999y/w", "1773830262518"
        };
        var random = new Random(7);
        int parsed = 0;
        for (int i = 0; i < 100_000; i++) {
            var text = new StringBuilder(validDates[random.nextInt(validDates.length)]);
            for (int change = random.nextInt(3); change >= 0; change--) {
                int position = random.nextInt(text.length());
                text.replace(position, position + random.nextInt(2), randomText(random, random.nextInt(2)));
            }
            parsed += assertDateOrError(text.toString());
        }
        assertThat(parsed)
                .as("number of mutated strings that are still valid dates")
                .isBetween(1_000, 99_000);
    }

    private static int assertDateOrError(String text) {
        try {
            assertThat(new DateParser(() -> DateParsing.NOW).parse(text)).isBetween(Instant.EPOCH, LAST);
            return 1;
        } catch (InvalidValueException exception) {
            if (exception.reason() == ViolationReason.MALFORMED_DATE) {
                assertThat(exception).hasMessageEndingWith(DateErrors.SUPPORTED_FORMATS);
            } else {
                assertThat(exception.reason()).isIn(ViolationReason.NO_TIME, ViolationReason.OUT_OF_RANGE);
            }
            return 0;
        }
    }

    private static String randomText(Random random, int length) {
        String alphabet = "0123456789012345678901234567890123456789+-:./TZ nowmhdwMytz\u0663\ud83d\udd51\n";
        var text = new StringBuilder();
        while (text.length() < length) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
