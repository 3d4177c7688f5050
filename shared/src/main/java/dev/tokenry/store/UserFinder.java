package dev.tokenry.store;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.User;
import java.util.Optional;

/** Finds users by their names: the only access to users that authentication and authorization need. */
public interface UserFinder {

    /**
     * Returns the current state of a user, or empty if there is none of this name. The read is strongly consistent.
     *
     * @throws dev.tokenry.error.ServiceUnavailableException if the store is unavailable or the record is invalid
     */
    Optional<User> find(OwnerName name);
}
