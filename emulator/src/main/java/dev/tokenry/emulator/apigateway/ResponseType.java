package dev.tokenry.emulator.apigateway;

/** The answers that API Gateway makes itself, with what it says unless the template says otherwise. */
enum ResponseType {
    ACCESS_DENIED(403, "User is not authorized to access this resource"),
    // Unconfirmed: which of the two a failure falls under; templates should answer both alike.
    AUTHORIZER_CONFIGURATION_ERROR(500, "Internal server error"),
    AUTHORIZER_FAILURE(500, "Internal server error"),
    DEFAULT_4XX(403, "Forbidden"),
    DEFAULT_5XX(500, "Internal server error"),
    // The guide's default for it is 504; measured, a failed function gives 502.
    INTEGRATION_FAILURE(502, "Internal server error"),
    INTEGRATION_TIMEOUT(504, "Endpoint request timed out"),
    MISSING_AUTHENTICATION_TOKEN(403, "Missing Authentication Token"),
    REQUEST_TOO_LARGE(413, "Request Too Long"),
    UNAUTHORIZED(401, "Unauthorized");

    private final int status;
    private final String message;

    ResponseType(int status, String message) {
        this.status = status;
        this.message = message;
    }

    int status() {
        return status;
    }

    String message() {
        return message;
    }

    /** The type whose response stands in for this one when the template has none for it. */
    ResponseType fallback() {
        return status < 500 ? DEFAULT_4XX : DEFAULT_5XX;
    }

    /** API Gateway does not let this one be customised. */
    boolean isFixed() {
        return this == REQUEST_TOO_LARGE;
    }
}
