package dev.tokenry.emulator.lambda;

import java.util.Map;
import java.util.Optional;

/** A strategy for creating instances of Java handler classes, for applications that inject dependencies. */
@FunctionalInterface
public interface HandlerFactory {

    /** Creates every handler with its constructor without parameters, as Lambda does. */
    HandlerFactory DEFAULT = type -> Optional.empty();

    /**
     * Returns how this class is instantiated. If the result is empty, the emulator uses the constructor without
     * parameters.
     */
    Optional<InstanceCreator> creatorFor(Class<?> type);

    /** Creates instances of one handler class. */
    @FunctionalInterface
    interface InstanceCreator {

        /**
         * Creates an instance.
         *
         * @param environment the environment variables of the function
         * @throws Throwable what the constructor throws; the emulator reports it as a function error
         */
        Object create(Map<String, String> environment) throws Throwable;
    }
}
