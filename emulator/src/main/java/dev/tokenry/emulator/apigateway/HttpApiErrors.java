package dev.tokenry.emulator.apigateway;

/** The error responses of an HTTP API, which templates cannot customize. */
final class HttpApiErrors {

    private HttpApiErrors() {}

    static HttpResponse toResponse(ResponseType type) {
        return switch (type) {
            case BAD_REQUEST_BODY, BAD_REQUEST_PARAMETERS -> error(400, "Bad Request");
            case UNAUTHORIZED -> error(401, "Unauthorized");
            case ACCESS_DENIED, DEFAULT_4XX -> error(403, "Forbidden");
            case MISSING_AUTHENTICATION_TOKEN -> error(404, "Not Found");
            case UNSUPPORTED_MEDIA_TYPE -> error(415, "Unsupported Media Type");
            // Unconfirmed: the AWS documentation contains the limits, but not these texts.
            case REQUEST_TOO_LARGE -> error(413, "Request Entity Too Large");
            case INTEGRATION_TIMEOUT -> error(503, "Service Unavailable");
            case AUTHORIZER_CONFIGURATION_ERROR, AUTHORIZER_FAILURE, DEFAULT_5XX, INTEGRATION_FAILURE ->
                error(500, "Internal Server Error");
        };
    }

    private static HttpResponse error(int status, String message) {
        return HttpResponse.json(status, "{\"message\":\"" + message + "\"}");
    }
}
