package dev.tokenry.time;

import static java.time.DayOfWeek.MONDAY;
import static java.time.temporal.TemporalAdjusters.previousOrSame;

import dev.tokenry.error.InvalidValueException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * Parses dates relative to now in the format {@code now[(+|-)NU][/A]}. Adds the offset first and then rounds down to
 * the start of the unit {@code A}, both in UTC. Weeks start on Monday.
 */
final class RelativeDateParser {
    static final String PREFIX = "now";

    // At most six digits, so that every sum is in the range of LocalDateTime.
    private static final Pattern PATTERN =
            Pattern.compile(PREFIX + "(?:(?<amount>[+-][0-9]{1,6})(?<unit>[mhdwMy]))?(?:/(?<start>[mhdwMy]))?");

    private RelativeDateParser() {}

    /**
     * @param now the current time, truncated to milliseconds
     * @throws InvalidValueException if the text does not have this format
     */
    static Instant parse(String text, Instant now) throws InvalidValueException {
        var matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            throw DateErrors.malformed(text, "is not of the form now[(+|-)NU][/A]" + DateParser.hint(text));
        }
        var date = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        if (matcher.group("amount") != null) {
            date = date.plus(Long.parseLong(matcher.group("amount")), unit(matcher.group("unit")));
        }
        if (matcher.group("start") != null) {
            date = startOf(unit(matcher.group("start")), date);
        }
        return date.toInstant(ZoneOffset.UTC);
    }

    private static LocalDateTime startOf(ChronoUnit unit, LocalDateTime date) {
        return switch (unit) {
            case WEEKS -> date.truncatedTo(ChronoUnit.DAYS).with(previousOrSame(MONDAY));
            case MONTHS -> date.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
            case YEARS -> date.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
            default -> date.truncatedTo(unit);
        };
    }

    private static ChronoUnit unit(String letter) {
        return switch (letter) {
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            case "d" -> ChronoUnit.DAYS;
            case "w" -> ChronoUnit.WEEKS;
            case "M" -> ChronoUnit.MONTHS;
            case "y" -> ChronoUnit.YEARS;
            default -> throw new IllegalArgumentException(letter);
        };
    }
}
