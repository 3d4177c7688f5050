package dev.tokenry.emulator.lambda;

import com.amazonaws.services.lambda.runtime.LambdaLogger;

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
}
