package dev.tokenry.functions.authorize;

/** What API Gateway turns into its 401: a failure with exactly this message. */
final class Unauthorized extends RuntimeException {

    private static final long serialVersionUID = 1;

    Unauthorized() {
        super("Unauthorized", null, false, false);
    }
}
