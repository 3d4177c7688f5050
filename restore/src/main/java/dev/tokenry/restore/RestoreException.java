package dev.tokenry.restore;

/** Thrown when a command cannot be executed. The message is for operators. */
final class RestoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RestoreException(String message) {
        super(message);
    }
}
