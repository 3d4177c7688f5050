package dev.tokenry.store;

import dev.tokenry.model.User;
import java.util.Optional;

/** All that the rules of access ask about users. */
public interface UserFinder {

    /**
     * The user as the last successful write left it; empty when there is none of this name.
     *
     * @throws dev.tokenry.error.ServiceUnavailableException when the store is away, or the record cannot be believed
     */
    Optional<User> find(String name);
}
