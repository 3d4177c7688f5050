package dev.tokenry.authorizer.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** The time for signatures: that of the clock, corrected if a service has shown that the clock is wrong. */
final class ClockSkew {

    /** AWS accepts signatures that differ by up to five minutes. */
    private static final Duration TOLERANCE = Duration.ofMinutes(4);

    private final InstantSource clock;
    private volatile Duration correction = Duration.ZERO;

    ClockSkew(InstantSource clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant().plus(correction);
    }

    /**
     * Corrects the time if it differs from that of the service.
     *
     * @param date the header {@code Date} of its response
     * @return whether another attempt is signed with a time that differs
     */
    boolean correct(@Nullable String date) {
        if (date == null) {
            return false;
        }
        try {
            Instant actual = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
            if (Duration.between(now(), actual).abs().compareTo(TOLERANCE) <= 0) {
                return false;
            }
            correction = Duration.between(clock.instant(), actual);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
