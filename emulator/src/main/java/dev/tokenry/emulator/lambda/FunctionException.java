package dev.tokenry.emulator.lambda;

/** A function of the template cannot be set up; the message is one line that names it. */
public final class FunctionException extends RuntimeException {

    public FunctionException(String logicalId, String message) {
        super("Function " + logicalId + ": " + message);
    }
}
