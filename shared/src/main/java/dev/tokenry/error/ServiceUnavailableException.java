package dev.tokenry.error;

/**
 * Something that an answer needs is away or cannot be believed: the store, the key, a record that does not parse. Never
 * an allow and never a deny: the caller is told to try again.
 */
public final class ServiceUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ServiceUnavailableException(String message) {
        super(message);
    }

    public ServiceUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
