package dev.tokenry.error;

/**
 * Thrown when an issuer of id tokens is unavailable: its keys or endpoints are not known, and are fetched again after a
 * minute, or it does not redeem a code.
 */
public final class IssuerUnavailableException extends ServiceUnavailableException {

    private static final long serialVersionUID = 1;

    public IssuerUnavailableException(String message) {
        super(message);
    }
}
