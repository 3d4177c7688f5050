package dev.tokenry.store;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.User;
import java.util.Optional;

/**
 * A user in a list.
 *
 * @param user empty if the record is damaged
 */
public record UserRow(IndexPosition position, Optional<User> user) {

    /** Returns the name of the user; of a damaged one, that in its key. */
    public OwnerName name() {
        return user.map(User::name).orElseGet(() -> OwnerName.of(position.key()));
    }
}
