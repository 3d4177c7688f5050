package dev.tokenry.exchange.keys;

import dev.tokenry.exchange.encoding.StrictJsonParser;

/**
 * Parses the responses of token endpoints (OpenID Connect Core 1.0, section 3.1.3.3). Nothing but the id token is
 * taken.
 */
public final class TokenResponseParser {

    /** Some providers give access tokens that are longer than the texts of other documents. */
    private static final int MAX_STRING_LENGTH = 32 * 1024;

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;

    private TokenResponseParser() {}

    /** Returns the id token of a response with status 200. */
    public static CodeRedemption parse(byte[] response) {
        return StrictJsonParser.parse(response, MAX_STRING_LENGTH)
                .flatMap(json -> json.findText("id_token"))
                .<CodeRedemption>map(CodeRedemption.Redeemed::new)
                .orElseGet(() -> new CodeRedemption.Failed(DocumentFailure.CONTENT));
    }

    /** Returns the outcome of a response with another status (RFC 6749, section 5.2). */
    public static CodeRedemption ofStatus(int status) {
        return status == BAD_REQUEST || status == UNAUTHORIZED
                ? new CodeRedemption.Rejected()
                : new CodeRedemption.Failed(DocumentFailure.STATUS);
    }
}
