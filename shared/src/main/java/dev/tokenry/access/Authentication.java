package dev.tokenry.access;

import dev.tokenry.token.PresentedToken;
import dev.tokenry.token.Scopes;
import dev.tokenry.token.SecretUsed;
import dev.tokenry.token.Token;
import dev.tokenry.token.Verdict;

/** What became of a presented token. */
public sealed interface Authentication {

    /**
     * It proved to be this token, and the token works now.
     *
     * @param presented what proved it
     * @param token as it was just read
     * @param scopes what it may do effectively: of a personal token's scopes, those that its owner holds as well
     */
    record Known(PresentedToken presented, Token token, SecretUsed secret, Scopes scopes) implements Authentication {}

    /** It opens nothing. */
    record Refused(Verdict.Reason reason) implements Authentication {}
}
