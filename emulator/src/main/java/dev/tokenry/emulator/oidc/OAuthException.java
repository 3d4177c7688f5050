package dev.tokenry.emulator.oidc;

/** An error response of OAuth 2.0 (RFC 6749, sections 4.1.2.1 and 5.2). */
final class OAuthException extends RuntimeException {

    private final int status;
    private final String error;
    private final String description;

    OAuthException(int status, String error, String description) {
        super(description);
        this.status = status;
        this.error = error;
        this.description = description;
    }

    OAuthException(String error, String description) {
        this(400, error, description);
    }

    static OAuthException invalidRequest(String description) {
        return new OAuthException("invalid_request", description);
    }

    int status() {
        return status;
    }

    String error() {
        return error;
    }

    String description() {
        return description;
    }
}
