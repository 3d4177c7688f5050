package dev.tokenry.emulator.apigateway;

/** The responses of API Gateway itself, with their default status and message. */
enum ResponseType {
    ACCESS_DENIED(403, "User is not authorized to access this resource"),
    BAD_REQUEST_BODY(400, "Invalid request body"),
    BAD_REQUEST_PARAMETERS(400, "Invalid request parameters"),
    // Unconfirmed: which of the two applies to a failure. Templates should customize both in the same way.
    AUTHORIZER_CONFIGURATION_ERROR(500, "Internal server error"),
    AUTHORIZER_FAILURE(500, "Internal server error"),
    DEFAULT_4XX(403, "Forbidden"),
    DEFAULT_5XX(500, "Internal server error"),
    // The documented default is 504; measured responses for a failed function have status 502.
    INTEGRATION_FAILURE(502, "Internal server error"),
    INTEGRATION_TIMEOUT(504, "Endpoint request timed out"),
    MISSING_AUTHENTICATION_TOKEN(403, "Missing Authentication Token"),
    REQUEST_TOO_LARGE(413, "Request Too Long"),
    UNAUTHORIZED(401, "Unauthorized"),
    // Unconfirmed: the text. The encoding of a body is checked before the API is known.
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type");

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

    /** Returns the type whose customization applies if the template has none for this type. */
    ResponseType fallback() {
        return status < 500 ? DEFAULT_4XX : DEFAULT_5XX;
    }

    /** Returns whether API Gateway does not allow this response to be customized. */
    boolean isFixed() {
        return this == REQUEST_TOO_LARGE || this == UNSUPPORTED_MEDIA_TYPE;
    }
}
