package dev.tokenry.time;

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

/** {@code YYYY-MM-DD(T| )HH:MM[:SS[.f{1,9}]][Z|±HH:MM]}; what the calendar does not have is refused, never rolled over. */
final class AbsoluteForm {
    // Not Instant.parse: that takes 24:00, second 60 and the year +1000000000.
    private static final Pattern FORM = Pattern.compile("(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})"
            + "(?<time>[T ](?<hour>[0-9]{2}):(?<minute>[0-9]{2})"
            + "(?::(?<second>[0-9]{2})(?:\\.(?<fraction>[0-9]{1,9}))?)?"
            + "(?<zone>Z|[+-][0-9]{2}:[0-9]{2})?)?");

    private AbsoluteForm() {}

    static boolean matches(String text) {
        return FORM.matcher(text).matches();
    }

    static Instant resolve(String text) throws RefusedDate {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not of this form");
        }
        LocalDate day = existing(text, () -> day(parts), "names a day that does not exist");
        if (parts.group("time") == null) {
            throw new RefusedDate(text, "has no time of day, write " + text + "T00:00:00.000Z");
        }
        LocalTime time = existing(text, () -> time(parts), "has a time outside 00:00:00 to 23:59:59");
        ZoneOffset zone = existing(text, () -> zone(parts), "has an offset outside -18:00 to +18:00");
        return day.atTime(time).toInstant(zone).truncatedTo(ChronoUnit.MILLIS);
    }

    private static LocalDate day(Matcher parts) {
        return LocalDate.of(number(parts.group("year")), number(parts.group("month")), number(parts.group("day")));
    }

    private static LocalTime time(Matcher parts) {
        return LocalTime.of(
                number(parts.group("hour")),
                number(parts.group("minute")),
                number(parts.group("second")),
                nanos(parts.group("fraction")));
    }

    private static ZoneOffset zone(Matcher parts) {
        @Nullable String zone = parts.group("zone");
        return zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt(fraction + "0".repeat(9 - fraction.length()));
    }

    private static <T> T existing(String text, Supplier<T> part, String reason) throws RefusedDate {
        try {
            return part.get();
        } catch (DateTimeException e) {
            throw new RefusedDate(text, reason);
        }
    }
}
