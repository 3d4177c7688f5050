package dev.tokenry.model;

/**
 * A token id and its secret with a valid checksum, parsed from a token value or just minted. The secret is not verified
 * against a stored token.
 */
public record PresentedToken(TokenId id, TokenSecret secret) {

    /**
     * Returns the token value, including the secret. Must be called only for the response that issues the token, which
     * is the only one to contain the secret.
     */
    public String reveal() {
        return id.value() + "." + secret.value();
    }
}
