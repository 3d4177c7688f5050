package dev.tokenry.local.lambda;

/** A handler in another process failed; the type is as its language names it. */
final class HandlerFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final String errorType;

    HandlerFailure(String errorType, String message) {
        // No trace of ours: the other process has printed its own.
        super(message, null, false, false);
        this.errorType = errorType;
    }

    String errorType() {
        return errorType;
    }
}
