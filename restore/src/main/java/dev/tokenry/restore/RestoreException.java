package dev.tokenry.restore;

/** Thrown when the tool cannot do what it was asked for. The message is for operators. */
final class RestoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RestoreException(String message) {
        super(message);
    }
}
