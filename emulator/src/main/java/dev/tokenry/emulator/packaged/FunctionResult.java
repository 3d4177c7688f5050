package dev.tokenry.emulator.packaged;

/**
 * The result of an event.
 *
 * @param nanoTime when the whole result had arrived, as {@link System#nanoTime()} counts
 */
public record FunctionResult(Type type, String body, long nanoTime) {

    /** The calls of the runtime API that end an invocation. */
    public enum Type {
        RESPONSE,
        ERROR,
        INIT_ERROR
    }
}
