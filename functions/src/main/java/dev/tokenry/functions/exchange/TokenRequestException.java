package dev.tokenry.functions.exchange;

/** Thrown when a request to the token endpoint is rejected with an error of RFC 6749, section 5.2. */
final class TokenRequestException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The errors of the endpoint. */
    enum Code {
        INVALID_GRANT("invalid_grant"),
        INVALID_REQUEST("invalid_request"),
        INVALID_SCOPE("invalid_scope"),
        INVALID_TARGET("invalid_target"),
        UNSUPPORTED_GRANT_TYPE("unsupported_grant_type");

        private final String value;

        Code(String value) {
            this.value = value;
        }

        String value() {
            return value;
        }
    }

    private final Code code;

    /** @param description printable ASCII without quotes and backslashes, and without any text of the caller */
    TokenRequestException(Code code, String description) {
        super(description);
        this.code = code;
    }

    Code code() {
        return code;
    }
}
