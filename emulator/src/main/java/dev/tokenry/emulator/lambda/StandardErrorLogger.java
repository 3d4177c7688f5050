package dev.tokenry.emulator.lambda;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.nio.charset.StandardCharsets;

/** Writes the log of functions to standard error. */
enum StandardErrorLogger implements LambdaLogger {
    INSTANCE;

    @Override
    public void log(String message) {
        System.err.println(message.stripTrailing());
    }

    /** Ignores raw lines, such as metrics for CloudWatch, of which every request writes one. */
    @Override
    public void log(byte[] message) {}

    /** Writes raw lines that are at least a warning, such as the reason of a denied request. */
    @Override
    public void log(byte[] message, LogLevel level) {
        if (level.compareTo(LogLevel.WARN) >= 0) {
            log(new String(message, StandardCharsets.UTF_8));
        }
    }
}
