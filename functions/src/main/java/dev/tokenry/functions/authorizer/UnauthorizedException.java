package dev.tokenry.functions.authorizer;

/** What API Gateway turns into its 401: a failure with exactly this message. */
final class UnauthorizedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnauthorizedException() {
        super("Unauthorized", null, false, false);
    }
}
