package dev.tokenry.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Parses dates at a fixed time, which is the current time of the examples in the API documentation. */
final class DateParsing {
    static final Instant NOW = Instant.parse("2026-03-18T10:37:42.518Z");

    private DateParsing() {}

    static String parse(String text) throws InvalidDateException {
        return parseAt(NOW, text);
    }

    static String parseAt(Instant now, String text) throws InvalidDateException {
        return Timestamps.format(new DateParser(() -> now).parse(text));
    }

    static String parseFuture(String text) throws InvalidDateException {
        return Timestamps.format(new DateParser(() -> NOW).parseFuture(text));
    }

    static String errorMessage(ThrowingCallable parsing) {
        InvalidDateException exception = catchThrowableOfType(InvalidDateException.class, parsing);
        assertThat(exception).as("exception").isNotNull();
        return exception.getMessage();
    }
}
