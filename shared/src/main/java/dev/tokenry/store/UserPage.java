package dev.tokenry.store;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of users.
 *
 * @param nextAfter the name after which the next page starts, or null on the last page
 */
public record UserPage(List<User> users, @Nullable OwnerName nextAfter) {

    public UserPage {
        users = List.copyOf(users);
    }
}
