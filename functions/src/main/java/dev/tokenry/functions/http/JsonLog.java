package dev.tokenry.functions.http;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.nio.charset.StandardCharsets;

/** Writes lines of JSON to the log of a function. */
public final class JsonLog {

    private JsonLog() {}

    /** Logs a JSON text as one line. */
    public static void write(String json, LambdaLogger log) {
        log.log(line(json));
    }

    /** Logs a JSON text as one line, as a warning. The local stack shows warnings alone. */
    public static void warn(String json, LambdaLogger log) {
        log.log(line(json), LogLevel.WARN);
    }

    /** The runtime writes bytes unchanged; it would wrap a string in a JSON log record. */
    private static byte[] line(String json) {
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
