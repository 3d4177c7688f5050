package dev.tokenry.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenry.error.InvalidValueException;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Parses dates at the current time that the examples in the API documentation use. */
final class DateParsing {
    static final Instant NOW = Instant.parse("2026-03-18T10:37:42.518Z");

    private DateParsing() {}

    static String parse(String text) throws InvalidValueException {
        return parseAt(NOW, text);
    }

    static String parseAt(Instant now, String text) throws InvalidValueException {
        return Timestamps.format(new DateParser(() -> now).parse(text));
    }

    static String parseFuture(String text) throws InvalidValueException {
        return Timestamps.format(new DateParser(() -> NOW).parseFuture(text));
    }

    static String errorMessage(ThrowingCallable parsing) {
        InvalidValueException exception = catchThrowableOfType(InvalidValueException.class, parsing);
        assertThat(exception).as("rejected").isNotNull();
        return exception.getMessage();
    }
}
