package dev.tokenry.local;

/** The local stack cannot start; the message is one line for whoever started it. */
public final class StartException extends RuntimeException {

    public StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
