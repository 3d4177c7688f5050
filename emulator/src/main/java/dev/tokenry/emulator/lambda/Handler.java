package dev.tokenry.emulator.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import java.nio.file.Path;
import java.util.Map;

/** A function's code; instances are made from it as Lambda makes environments. */
interface Handler extends AutoCloseable {

    /** For the function's runtime, with the folder that its code is seen from. */
    static Handler of(FunctionSpec function, Path directory, HandlerFactory factory) {
        // A function without a runtime is treated as a Java function.
        if (function.runtime().isEmpty() || function.runtime().startsWith("java")) {
            return JavaHandler.parse(function.handler(), function.logicalId(), factory);
        }
        if (function.runtime().startsWith("nodejs")) {
            return NodeHandler.of(function, directory, NodeHandler.NODE);
        }
        throw new FunctionException(
                function.logicalId(), "the runtime " + function.runtime() + " is not emulated, java and nodejs are");
    }

    HandlerInstance createInstance(Map<String, String> environment) throws Throwable;

    /** Gives back what is kept for all instances. */
    @Override
    default void close() {}

    /** One instance of the code; it serves one invocation at a time. */
    interface HandlerInstance extends AutoCloseable {
        byte[] invoke(byte[] payload, Context context) throws Throwable;

        /** Whether it can serve another invocation. */
        default boolean isAlive() {
            return true;
        }

        @Override
        default void close() {}
    }
}
