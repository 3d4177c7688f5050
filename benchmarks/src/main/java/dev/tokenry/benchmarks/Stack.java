package dev.tokenry.benchmarks;

import dev.tokenry.emulator.cloudformation.FunctionSpec;
import java.nio.file.Path;

/**
 * A function to measure, with all that it is deployed with.
 *
 * @param taskRoot the directory of its unpacked zip
 * @param expected a part of the response to the event, so that no failure is measured
 */
record Stack(String name, FunctionRuntime runtime, FunctionSpec function, Path taskRoot, String expected) {

    /** The name of the authorizer that Tokenry deploys, to which all others are compared. */
    static final String AUTHORIZER = "authorizer";

    /** A function in Java. */
    Stack(String name, FunctionSpec function, Path taskRoot, String expected) {
        this(name, FunctionRuntime.JAVA, function, taskRoot, expected);
    }

    /** Whether this is not Tokenry's, and not an empty function. */
    boolean isRival() {
        return !name.startsWith(AUTHORIZER) && !name.equals(runtime.floor());
    }

    @Override
    public String toString() {
        return name;
    }
}
