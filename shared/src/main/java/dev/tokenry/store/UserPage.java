package dev.tokenry.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of users.
 *
 * @param nextAfter the position after which the next page starts, or null on the last page
 */
public record UserPage(List<UserRow> rows, @Nullable IndexPosition nextAfter) {

    public UserPage {
        rows = List.copyOf(rows);
    }
}
