package dev.tokenry.access;

import dev.tokenry.token.SecretUsed;
import dev.tokenry.token.Token;
import dev.tokenry.token.Verdict;

/** What became of a presented token. */
public sealed interface Authentication {

    /** It proved to be this token, and the token works now. */
    record Known(Token token, SecretUsed secret) implements Authentication {}

    /** It opens nothing. */
    record Refused(Verdict.Reason reason) implements Authentication {}
}
