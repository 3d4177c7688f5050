package dev.tokenry.emulator;

import dev.tokenry.emulator.apigateway.FunctionLookup;
import dev.tokenry.emulator.cloudformation.StackExports;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the stacks of one account share: services, what each has published, functions, and ports one after the other. */
public final class EmulatedAccount {

    private final AwsEmulator aws;
    private final CloseableRegistry closeables;
    private final Map<String, EmulatedFunction> functions = new LinkedHashMap<>();
    private StackExports exports = StackExports.EMPTY;
    private int nextPort;

    /** @param firstPort the first API's, 0 for any that are free */
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

    /** A function from now on, until the account ends. */
    EmulatedFunction add(EmulatedFunction function) {
        functions.put(function.spec().arn(), closeables.add(function));
        return function;
    }

    /** Every stack's functions by ARN, those to come as well. */
    FunctionLookup functions() {
        return FunctionLookup.byArn(functions);
    }

    int nextPort() {
        return nextPort == 0 ? 0 : nextPort++;
    }
}
