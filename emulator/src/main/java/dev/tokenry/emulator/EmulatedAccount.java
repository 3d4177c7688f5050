package dev.tokenry.emulator;

import dev.tokenry.emulator.apigateway.FunctionLookup;
import dev.tokenry.emulator.cloudformation.StackExports;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import java.util.LinkedHashMap;
import java.util.Map;

/** The resources that the stacks of an account share: services, exports, functions, and consecutive ports. */
public final class EmulatedAccount {

    private final AwsEmulator aws;
    private final CloseableRegistry closeables;
    private final Map<String, EmulatedFunction> functions = new LinkedHashMap<>();
    private StackExports exports = StackExports.EMPTY;
    private int nextPort;

    /** @param firstPort the port of the first API, or 0 for free ports */
    public EmulatedAccount(AwsEmulator aws, CloseableRegistry closeables, int firstPort) {
        this.aws = aws;
        this.closeables = closeables;
        this.nextPort = firstPort;
    }

    AwsEmulator aws() {
        return aws;
    }

    CloseableRegistry closeables() {
        return closeables;
    }

    StackExports exports() {
        return exports;
    }

    void publish(StackExports additional) {
        exports = exports.merge(additional);
    }

    /** Adds a function, which is closed with the account. */
    EmulatedFunction add(EmulatedFunction function) {
        functions.put(function.spec().arn(), closeables.add(function));
        return function;
    }

    /** Returns a lookup by ARN of the functions of all stacks, including those added later. */
    FunctionLookup functions() {
        return FunctionLookup.byArn(functions);
    }

    int nextPort() {
        return nextPort == 0 ? 0 : nextPort++;
    }
}
