package dev.tokenry.store;

import dev.tokenry.model.User;

/** How a write ended that wanted a user unchanged since it was read. */
public sealed interface UserWriteResult {

    /** It happened; the user as it is now, or as it was before it was deleted. */
    record Written(User value) implements UserWriteResult {}

    /** Nothing changed: somebody else's write came first, and left this. */
    record VersionConflict(User current) implements UserWriteResult {}

    /** Nothing changed: the user is not there any more. */
    record NotFound() implements UserWriteResult {}
}
