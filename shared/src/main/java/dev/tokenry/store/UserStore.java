package dev.tokenry.store;

import dev.tokenry.model.User;

/**
 * Stores users. Each write is atomic, and its result is correct even if the client repeated the call because the first
 * response was lost. Every method throws {@link dev.tokenry.error.ServiceUnavailableException} if the store is
 * unavailable.
 */
public interface UserStore extends UserFinder {

    /** Inserts a user. Returns false, without a change, if a user of this name exists. */
    boolean insert(User user);

    /**
     * Replaces everything but the name of a user if its version is still that of {@code current}; the version is
     * increased by one.
     */
    WriteResult<User> replace(User current, User updated);

    /**
     * Deletes a user unless its version differs from that of {@code current}; the name becomes available again. A user
     * that does not exist counts as deleted.
     */
    WriteResult<User> delete(User current);
}
