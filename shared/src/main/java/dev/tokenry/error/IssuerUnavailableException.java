package dev.tokenry.error;

/** Thrown when the keys of an issuer of id tokens are not known, because it is unavailable. They are fetched again after a minute. */
public final class IssuerUnavailableException extends ServiceUnavailableException {

    private static final long serialVersionUID = 1;

    public IssuerUnavailableException(String message) {
        super(message);
    }
}
