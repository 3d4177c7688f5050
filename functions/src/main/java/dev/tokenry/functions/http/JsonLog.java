package dev.tokenry.functions.http;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;

/** Writes lines of JSON to the log of a function. */
public final class JsonLog {

    private JsonLog() {}

    /** Logs a JSON text as one line. */
    public static void write(String json, LambdaLogger log) {
        // The runtime writes bytes unchanged; it would wrap a string in a JSON log record.
        log.log((json + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
