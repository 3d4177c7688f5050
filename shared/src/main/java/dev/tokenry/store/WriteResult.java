package dev.tokenry.store;

import dev.tokenry.model.Token;

/** How a write ended that wanted a token unchanged since it was read. */
public sealed interface WriteResult {

    /** It happened; the token as it is now, or as it was before it was deleted. */
    record Written(Token value) implements WriteResult {}

    /** Nothing changed: somebody else's write came first, and left this. */
    record VersionConflict(Token current) implements WriteResult {}

    /** Nothing changed: the token is not there any more. */
    record NotFound() implements WriteResult {}
}
