package dev.tokenry.store;

import dev.tokenry.model.User;

/** How a write ended that wanted a user unchanged since it was read. */
public sealed interface UserReplacement {

    /** It happened; the user as it is now, or as it was before it was deleted. */
    record Done(User user) implements UserReplacement {}

    /** Nothing changed: somebody else's write came first, and left this. */
    record Outdated(User current) implements UserReplacement {}

    /** Nothing changed: the user is not there any more. */
    record Gone() implements UserReplacement {}
}
