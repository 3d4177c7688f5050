package dev.tokenry.store;

import dev.tokenry.model.TokenCounts;
import dev.tokenry.model.User;
import org.jspecify.annotations.Nullable;

/**
 * Where users are kept. Each write happens wholly or not at all, and is answered for what it did even when its first
 * answer was lost on the way. Every method throws {@link dev.tokenry.error.ServiceUnavailableException} when the store is away.
 */
public interface UserStore extends UserFinder {

    /** Adds a user; false, and nothing changed, when there is one of this name. */
    boolean insert(User user);

    /** Replaces all but the name of a user if its version is still the one read; its version goes up by one. */
    WriteResult<User> replace(User current, User updated);

    /** Deletes a user unless there is another version than the one read; the name is free again. */
    WriteResult<User> delete(User current);

    /**
     * The users that are there now, in the order of their names, at most {@code limit}.
     *
     * @param after the {@code next} of the page before, or null for the first page
     */
    UserPage listByName(@Nullable String after, int limit);

    /** How many tokens a name owns, each counted up to {@code most}. The counts may lag behind writes by moments. */
    TokenCounts countTokens(String owner, int limit);
}
