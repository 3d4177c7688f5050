package dev.tokenry.error;

/**
 * Thrown when a dependency (store, KMS, issuer of id tokens) is unavailable or returned invalid data. Results in 503
 * with {@code Retry-After}; never in an allow or deny decision.
 */
public sealed class ServiceUnavailableException extends RuntimeException
        permits CorruptRecordException, IssuerUnavailableException, OutcomeUnknownException, ThrottledException {

    private static final long serialVersionUID = 1;

    public ServiceUnavailableException(String message) {
        super(message);
    }

    public ServiceUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
