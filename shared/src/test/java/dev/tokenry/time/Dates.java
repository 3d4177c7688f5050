package dev.tokenry.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The now of the examples in the API's description, and readings at it. */
final class Dates {
    static final Instant NOW = Instant.parse("2026-03-18T10:37:42.518Z");

    private Dates() {}

    static String read(String text) throws RefusedDate {
        return readAt(NOW, text);
    }

    static String readAt(Instant now, String text) throws RefusedDate {
        return Timestamps.format(new DateGrammar(() -> now).read(text));
    }

    static String readFuture(String text) throws RefusedDate {
        return Timestamps.format(new DateGrammar(() -> NOW).readFuture(text));
    }

    static String refusal(ThrowingCallable reading) {
        RefusedDate refused = catchThrowableOfType(RefusedDate.class, reading);
        assertThat(refused).as("a refusal").isNotNull();
        return refused.getMessage();
    }
}
