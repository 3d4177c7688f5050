package dev.tokenry.emulator.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import java.nio.file.Path;
import java.util.Map;

/** The code of a function; an instance corresponds to an execution environment of Lambda. */
interface Handler extends AutoCloseable {

    /** Returns the handler for the runtime of the function; {@code CodeUri} is relative to the directory. */
    static Handler of(FunctionSpec function, Path directory, HandlerFactory factory) {
        // A function without a runtime is treated as a Java function.
        if (function.runtime().isEmpty() || function.runtime().startsWith("java")) {
            return JavaHandler.parse(function.handler(), function.logicalId(), factory);
        }
        if (function.runtime().startsWith("nodejs")) {
            return NodeHandler.of(function, directory, NodeHandler.NODE);
        }
        throw new FunctionException(
                function.logicalId(),
                "the runtime " + function.runtime() + " is not emulated; supported are java and nodejs");
    }

    HandlerInstance createInstance(Map<String, String> environment) throws Throwable;

    /** Releases the resources that all instances share. */
    @Override
    default void close() {}

    /** An instance of the code, which serves one invocation at a time. */
    interface HandlerInstance extends AutoCloseable {
        byte[] invoke(byte[] payload, Context context) throws Throwable;

        /** Returns whether the instance can serve another invocation. */
        default boolean isAlive() {
            return true;
        }

        @Override
        default void close() {}
    }
}
