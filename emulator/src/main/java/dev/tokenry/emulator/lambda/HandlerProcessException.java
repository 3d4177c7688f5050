package dev.tokenry.emulator.lambda;

/** A handler in another process failed; the type is as its language names it. */
final class HandlerProcessException extends Exception {

    private static final long serialVersionUID = 1;

    private final String errorType;

    HandlerProcessException(String errorType, String message) {
        // No trace of ours: the other process has printed its own.
        super(message, null, false, false);
        this.errorType = errorType;
    }

    String errorType() {
        return errorType;
    }
}
