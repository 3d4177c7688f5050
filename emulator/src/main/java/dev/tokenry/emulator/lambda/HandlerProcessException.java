package dev.tokenry.emulator.lambda;

/** Thrown when a handler in another process failed; the error type is a name of its language. */
final class HandlerProcessException extends Exception {

    private static final long serialVersionUID = 1;

    private final String errorType;

    HandlerProcessException(String errorType, String message) {
        // Without a stack trace: the other process has printed its own.
        super(message, null, false, false);
        this.errorType = errorType;
    }

    String errorType() {
        return errorType;
    }
}
