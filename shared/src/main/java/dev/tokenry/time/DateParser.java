package dev.tokenry.time;

import dev.tokenry.error.InvalidValueException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses dates in the formats that the API accepts: epoch milliseconds, a timestamp, or a time relative to now.
 *
 * <p>A JSON number must be passed as the digits of an integer or as its literal text, so that {@code 1.5} and
 * {@code -1} are rejected and not rounded. Results have millisecond precision and lie in the years 1970 to 9999 (UTC).
 */
public final class DateParser {
    private static final Instant MIN = Instant.EPOCH;
    private static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999Z");

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final int MAX_DIGITS = 15;
    /** A date whose plus sign was sent in a query without percent-encoding, and arrived as a blank. */
    private static final Pattern LOST_PLUS_SIGN = Pattern.compile(
            "(now|[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]{4,18}) ([0-9]{1,6}[mhdwMy](?:/[mhdwMy])?|[0-9]{2}:?[0-9]{2})");

    private static final Pattern OFFSET_WITHOUT_COLON =
            Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]{4,18}[+-][0-9]{2})([0-9]{2})");

    private static final Pattern EPOCH_SECONDS = Pattern.compile("[1-9][0-9]{8,9}(?:\\.[0-9]+)?");

    private final InstantSource clock;

    public DateParser(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Parses a date. It may be in the past.
     *
     * @throws InvalidValueException if the text has none of the formats or the date is out of range
     */
    public Instant parse(String text) throws InvalidValueException {
        return parse(text, now());
    }

    /**
     * Parses a date of the past, such as a last use. Milliseconds of January 1970 are rejected as what they are:
     * seconds.
     *
     * @throws InvalidValueException if {@link #parse(String)} rejects the text or it looks like epoch seconds
     */
    public Instant parsePast(String text) throws InvalidValueException {
        if (EPOCH_SECONDS.matcher(text).matches()) {
            throw DateErrors.malformed(text, "looks like epoch seconds" + inMilliseconds(text));
        }
        return parse(text);
    }

    /**
     * Parses a date that must be later than now, such as an expiration.
     *
     * @throws InvalidValueException if {@link #parse(String)} rejects the text or the date is not later than now
     */
    public Instant parseFuture(String text) throws InvalidValueException {
        Instant now = now();
        Instant date = parse(text, now);
        if (!date.isAfter(now)) {
            throw DateErrors.inThePast(text, date, secondsHint(text));
        }
        return date;
    }

    /** Returns whether a text is a date relative to now, valid or not. */
    public static boolean isRelative(String text) {
        return text.startsWith(RelativeDateParser.PREFIX);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant parse(String text, Instant now) throws InvalidValueException {
        Instant date = parseAnyFormat(text, now);
        if (date.isBefore(MIN) || date.isAfter(MAX)) {
            throw DateErrors.outOfRange(text, date);
        }
        return date;
    }

    private static Instant parseAnyFormat(String text, Instant now) throws InvalidValueException {
        if (DIGITS.matcher(text).matches()) {
            return epochMillis(text);
        }
        if (isRelative(text)) {
            return RelativeDateParser.parse(text, now);
        }
        if (AbsoluteDateParser.matches(text)) {
            return AbsoluteDateParser.parse(text);
        }
        throw DateErrors.malformed(text, "is not a date in a supported form" + hint(text));
    }

    private static Instant epochMillis(String digits) throws InvalidValueException {
        if (digits.length() > MAX_DIGITS) {
            throw DateErrors.malformed(digits, "has more than " + MAX_DIGITS + " digits");
        }
        return Instant.ofEpochMilli(Long.parseLong(digits));
    }

    /** Returns how to write a date that is almost supported; empty if there is no such form. */
    static String hint(String text) {
        Matcher lostPlus = LOST_PLUS_SIGN.matcher(text);
        if (lostPlus.matches()) {
            return "; in a query, write the plus sign as %2B: " + lostPlus.group(1) + "%2B" + lostPlus.group(2);
        }
        Matcher offset = OFFSET_WITHOUT_COLON.matcher(text);
        return offset.matches()
                ? "; write the offset with a colon: " + offset.group(1) + ":" + offset.group(2)
                : secondsHint(text);
    }

    private static String secondsHint(String text) {
        return EPOCH_SECONDS.matcher(text).matches() ? "; it looks like epoch seconds" + inMilliseconds(text) : "";
    }

    private static String inMilliseconds(String seconds) {
        int point = seconds.indexOf('.');
        return ", in milliseconds: " + (point < 0 ? seconds : seconds.substring(0, point)) + "000";
    }
}
