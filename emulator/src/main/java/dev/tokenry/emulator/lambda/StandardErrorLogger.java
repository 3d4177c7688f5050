package dev.tokenry.emulator.lambda;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Writes the log of functions to standard error. */
enum StandardErrorLogger implements LambdaLogger {
    INSTANCE;

    /** Text of a caller, such as a header, must not control the terminal. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

    @Override
    public void log(String message) {
        System.err.println(CONTROL.matcher(message.stripTrailing()).replaceAll("?"));
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
