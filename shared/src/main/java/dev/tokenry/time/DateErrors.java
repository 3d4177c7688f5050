package dev.tokenry.time;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.text.Excerpt;
import java.time.Instant;

/** The errors of dates. Each message quotes the input, shortened and with invisible characters escaped. */
final class DateErrors {
    static final String SUPPORTED_FORMATS = "Supported: epoch milliseconds (1 to 15 digits),"
            + " YYYY-MM-DD(T| )HH:MM[:SS[.f{1,9}]][Z|(+|-)HH:MM] (UTC without a zone),"
            + " or now[(+|-)NU][/A] with N of 1 to 6 digits and U, A one of m h d w M y, for example now+14d";

    /** The longest supported form has 35 characters. A secret in the wrong field must not be echoed completely. */
    private static final int MAX_ECHO_LENGTH = 40;

    private DateErrors() {}

    /** @param detail what is wrong, for example {@code has more than 15 digits} */
    static InvalidValueException malformed(String text, String detail) {
        return new InvalidValueException(
                ViolationReason.MALFORMED_DATE,
                "must be a supported date: " + quote(text) + " " + detail + ". " + SUPPORTED_FORMATS);
    }

    /** @param text a date without a time of day */
    static InvalidValueException noTime(String text) {
        return new InvalidValueException(
                ViolationReason.NO_TIME, quote(text) + " has no time of day; use " + text + "T00:00:00.000Z");
    }

    static InvalidValueException outOfRange(String text, Instant date) {
        return new InvalidValueException(
                ViolationReason.OUT_OF_RANGE,
                "must be in the years 1970 to 9999; " + quote(text) + " is " + Timestamps.format(date));
    }

    /** @param hint an addition to the message; may be empty */
    static InvalidValueException inThePast(String text, Instant date, String hint) {
        return new InvalidValueException(
                ViolationReason.IN_THE_PAST,
                "must be in the future; " + quote(text) + " is " + Timestamps.format(date) + hint);
    }

    private static String quote(String text) {
        return "'" + Excerpt.of(text, MAX_ECHO_LENGTH) + "'";
    }
}
