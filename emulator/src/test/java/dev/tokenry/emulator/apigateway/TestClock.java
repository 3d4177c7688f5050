package dev.tokenry.emulator.apigateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that only a test advances. */
final class TestClock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-03-18T10:37:42.518Z");

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration duration) {
        now = now.plus(duration);
    }
}
