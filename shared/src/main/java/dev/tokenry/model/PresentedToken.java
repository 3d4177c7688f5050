package dev.tokenry.model;

/** A whole token, id and secret, with a right checksum: parsed or just minted, not yet believed. */
public record PresentedToken(TokenId id, TokenSecret secret) {

    /** The whole token as its holder keeps it. Only the one answer that shows a token may call this. */
    public String reveal() {
        return id.value() + "." + secret.value();
    }
}
