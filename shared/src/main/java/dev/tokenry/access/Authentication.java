package dev.tokenry.access;

import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.authorization.AuthorizationDecision;

/** What became of a presented token. */
public sealed interface Authentication {

    /**
     * It proved to be this token, and the token works now.
     *
     * @param presented what proved it
     * @param token as it was just read
     * @param scopes what it may do effectively: of a personal token's scopes, those that its owner holds as well
     */
    record Known(PresentedToken presented, Token token, SecretGeneration secret, Scopes scopes) implements Authentication {}

    /** It opens nothing. */
    record Refused(AuthorizationDecision.DenialReason reason) implements Authentication {}
}
