package dev.tokenry.store;

import dev.tokenry.model.Token;

/** How a write ended that wanted a token unchanged since it was read. */
public sealed interface Replacement {

    /** It happened; the token as it is now, or as it was before it was deleted. */
    record Done(Token token) implements Replacement {}

    /** Nothing changed: somebody else's write came first, and left this. */
    record Outdated(Token current) implements Replacement {}

    /** Nothing changed: the token is not there any more. */
    record Gone() implements Replacement {}
}
