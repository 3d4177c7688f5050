package dev.tokenry.model;

/**
 * A caller that is not authenticated, and has proven a secret of the token that it revokes. It may have found it.
 *
 * @param tokenId the token that the secret belongs to
 */
public record PossessionActor(TokenId tokenId, RequestInfo request) implements Actor {}
