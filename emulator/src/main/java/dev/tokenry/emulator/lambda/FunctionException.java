package dev.tokenry.emulator.lambda;

/** Thrown when a function of the template cannot be set up; the message is one line that names the function. */
public final class FunctionException extends RuntimeException {

    public FunctionException(String logicalId, String message) {
        super("Function " + logicalId + ": " + message);
    }
}
