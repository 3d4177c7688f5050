package dev.tokenry.time;

import dev.tokenry.error.InvalidValueException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses dates in the format {@code YYYY-MM-DD(T| )HH:MM[:SS[.f{1,9}]][Z|±HH:MM]}. Seconds default to 0 and the zone to
 * UTC. Dates that do not exist in the calendar are rejected, never rolled over.
 */
final class AbsoluteDateParser {
    // Stricter than Instant.parse, which accepts 24:00, second 60 and the year +1000000000.
    private static final Pattern PATTERN = Pattern.compile("(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})"
            + "(?<time>[T ](?<hour>[0-9]{2}):(?<minute>[0-9]{2})"
            + "(?::(?<second>[0-9]{2})(?:\\.(?<fraction>[0-9]{1,9}))?)?"
            + "(?<zone>Z|[+-][0-9]{2}:[0-9]{2})?)?");

    private AbsoluteDateParser() {}

    /** Returns whether the text has this format, whether or not the date exists. */
    static boolean matches(String text) {
        return PATTERN.matcher(text).matches();
    }

    /**
     * Parses a text that {@link #matches}. Fractions of a millisecond are dropped.
     *
     * @throws InvalidValueException if the date does not exist or the text has no time of day
     */
    static Instant parse(String text) throws InvalidValueException {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not in this format");
        }
        LocalDate day = parsePart(text, () -> day(matcher), "names a day that does not exist");
        if (matcher.group("time") == null) {
            throw DateErrors.noTime(text);
        }
        LocalTime time = parsePart(text, () -> time(matcher), "has a time outside 00:00:00 to 23:59:59");
        ZoneOffset zone = parsePart(text, () -> zone(matcher), "has an offset outside -18:00 to +18:00");
        return day.atTime(time).toInstant(zone).truncatedTo(ChronoUnit.MILLIS);
    }

    private static LocalDate day(Matcher matcher) {
        return LocalDate.of(
                number(matcher.group("year")), number(matcher.group("month")), number(matcher.group("day")));
    }

    private static LocalTime time(Matcher matcher) {
        return LocalTime.of(
                number(matcher.group("hour")),
                number(matcher.group("minute")),
                number(matcher.group("second")),
                nanos(matcher.group("fraction")));
    }

    private static ZoneOffset zone(Matcher matcher) {
        @Nullable String zone = matcher.group("zone");
        return zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt(fraction + "0".repeat(9 - fraction.length()));
    }

    private static <T> T parsePart(String text, Supplier<T> part, String detail) throws InvalidValueException {
        try {
            return part.get();
        } catch (DateTimeException e) {
            throw DateErrors.malformed(text, detail);
        }
    }
}
