package dev.tokenry.emulator;

/** Thrown when a stack cannot start; the message is one line for the user. */
public final class StartupException extends RuntimeException {

    public StartupException(String message) {
        super(message);
    }

    public StartupException(String message, Throwable cause) {
        super(message, cause);
    }
}
