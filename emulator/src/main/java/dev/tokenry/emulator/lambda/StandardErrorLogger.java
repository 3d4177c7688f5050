package dev.tokenry.emulator.lambda;

import com.amazonaws.services.lambda.runtime.LambdaLogger;

/** Where functions log to on this machine: standard output is the runner's own. */
enum StandardErrorLogger implements LambdaLogger {
    INSTANCE;

    @Override
    public void log(String message) {
        System.err.println(message.stripTrailing());
    }

    /** What is logged as it is, is for CloudWatch to count: a line for every request, and nobody reads it here. */
    @Override
    public void log(byte[] message) {}
}
