package dev.tokenry.emulator;

/** The local stack cannot start; the message is one line for whoever started it. */
public final class StartupException extends RuntimeException {

    public StartupException(String message) {
        super(message);
    }

    public StartupException(String message, Throwable cause) {
        super(message, cause);
    }
}
