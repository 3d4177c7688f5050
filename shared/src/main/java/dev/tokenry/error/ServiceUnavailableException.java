package dev.tokenry.error;

/**
 * Thrown when a dependency (store, KMS) is unavailable or returned invalid data. The caller receives status 503 with
 * {@code Retry-After}; the exception never turns into an authorization decision, neither an allow nor a deny.
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
