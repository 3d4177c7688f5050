package dev.tokenry.error;

/**
 * Thrown when the outcome of a write cannot be determined: a response was lost, and reading the record did not tell
 * whether the write was made. It may also be made later, while the request is still under way in the network. Also
 * thrown when some of the writes of a request were made, and others not.
 */
public final class OutcomeUnknownException extends ServiceUnavailableException {

    private static final long serialVersionUID = 1;

    public OutcomeUnknownException(Throwable cause) {
        this("The outcome of a write is unknown", cause);
    }

    public OutcomeUnknownException(String message, Throwable cause) {
        super(message, cause);
    }
}
