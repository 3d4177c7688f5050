package dev.tokenry.local.lambda;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;

/** Where functions log to on this machine: standard output is the runner's own. */
enum StandardErrorLogger implements LambdaLogger {
    INSTANCE;

    @Override
    public void log(String message) {
        System.err.println(message.stripTrailing());
    }

    @Override
    public void log(byte[] message) {
        log(new String(message, StandardCharsets.UTF_8));
    }
}
