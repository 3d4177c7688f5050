package dev.tokenry.time;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats timestamps for API responses: UTC, always with three fraction digits and {@code Z}. */
public final class Timestamps {
    // Instant.toString() omits a zero fraction and prints nanoseconds, which clients may fail to parse.
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /** Formats a timestamp, for example {@code 2026-03-18T10:37:42.518Z}. Fractions of a millisecond are dropped. */
    public static String format(Instant instant) {
        return FORMAT.format(instant);
    }
}
