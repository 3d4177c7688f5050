package dev.tokenry.local.gateway;

/** The answers that an HTTP API makes itself; templates cannot change them. */
final class HttpErrors {

    private HttpErrors() {}

    static Answer answer(ResponseType type) {
        return switch (type) {
            case UNAUTHORIZED -> error(401, "Unauthorized");
            case ACCESS_DENIED, DEFAULT_4XX -> error(403, "Forbidden");
            case MISSING_AUTHENTICATION_TOKEN -> error(404, "Not Found");
            // Unconfirmed: the guide gives the limits, but neither this text nor the next one.
            case REQUEST_TOO_LARGE -> error(413, "Request Entity Too Large");
            case INTEGRATION_TIMEOUT -> error(503, "Service Unavailable");
            case AUTHORIZER_CONFIGURATION_ERROR, AUTHORIZER_FAILURE, DEFAULT_5XX, INTEGRATION_FAILURE ->
                error(500, "Internal Server Error");
        };
    }

    private static Answer error(int status, String message) {
        return Answer.json(status, "{\"message\":\"" + message + "\"}");
    }
}
