package dev.tokenry.local;

import dev.tokenry.emulator.AwsEmulator;
import dev.tokenry.emulator.apigateway.FunctionLookup;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import dev.tokenry.emulator.cloudformation.StackExports;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the stacks of one account share: services, what each has published, functions, and ports one after the other. */
final class Account {

    private final AwsEmulator aws;
    private final OpenParts parts;
    private final Map<String, EmulatedFunction> functions = new LinkedHashMap<>();
    private StackExports published = StackExports.EMPTY;
    private int nextPort;

    /** @param firstPort the first API's, 0 for any that are free */
    Account(AwsEmulator aws, OpenParts parts, int firstPort) {
        this.aws = aws;
        this.parts = parts;
        this.nextPort = firstPort;
    }

    AwsEmulator aws() {
        return aws;
    }

    OpenParts parts() {
        return parts;
    }

    StackExports published() {
        return published;
    }

    void publish(StackExports more) {
        published = published.merge(more);
    }

    /** A function from now on, until the account ends. */
    EmulatedFunction add(EmulatedFunction function) {
        functions.put(function.spec().arn(), parts.add(function));
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
