package dev.tokenry.authorizer;

/** Thrown to make API Gateway respond with 401. A REST API does so for a failure with exactly this message. */
final class UnauthorizedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnauthorizedException() {
        super("Unauthorized", null, false, false);
    }
}
