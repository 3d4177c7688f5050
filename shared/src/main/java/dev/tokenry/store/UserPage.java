package dev.tokenry.store;

import dev.tokenry.model.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some users of a list.
 *
 * @param nextAfter the name behind which the list goes on; null when it ends here
 */
public record UserPage(List<User> users, @Nullable String nextAfter) {

    public UserPage {
        users = List.copyOf(users);
    }
}
