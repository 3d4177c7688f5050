package dev.tokenry.authentication;

import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.authorization.AuthorizationDecision;

/** What became of a presented token. */
public sealed interface AuthenticationResult {

    /**
     * It proved to be this token, and the token works now.
     *
     * @param presented what proved it
     * @param token as it was just read
     * @param effectiveScopes what it may do effectively: of a personal token's scopes, those that its owner holds as well
     */
    record Authenticated(PresentedToken presented, Token token, SecretGeneration secretGeneration, Scopes effectiveScopes) implements AuthenticationResult {}

    /** It opens nothing. */
    record Rejected(AuthorizationDecision.DenialReason reason) implements AuthenticationResult {}
}
