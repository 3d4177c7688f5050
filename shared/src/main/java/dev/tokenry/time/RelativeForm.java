package dev.tokenry.time;

import static java.time.DayOfWeek.MONDAY;
import static java.time.temporal.TemporalAdjusters.previousOrSame;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** {@code now[(+|-)NU][/A]}: the offset first, then down to the start of the unit, all in UTC. */
final class RelativeForm {
    static final String START = "now";

    // Six digits at most keep every sum inside what LocalDateTime holds.
    private static final Pattern FORM =
            Pattern.compile(START + "(?:(?<amount>[+-][0-9]{1,6})(?<unit>[mhdwMy]))?(?:/(?<start>[mhdwMy]))?");

    private RelativeForm() {}

    static Instant resolve(String text, Instant now) throws RefusedDate {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new RefusedDate(text, "is not of the form now[(+|-)NU][/A]");
        }
        var date = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        if (parts.group("amount") != null) {
            date = date.plus(Long.parseLong(parts.group("amount")), unit(parts.group("unit")));
        }
        if (parts.group("start") != null) {
            date = startOf(unit(parts.group("start")), date);
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
