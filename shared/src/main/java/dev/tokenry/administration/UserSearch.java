package dev.tokenry.administration;

import dev.tokenry.model.User;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.UserPage;
import dev.tokenry.store.UserQueryStore;
import dev.tokenry.store.UserRow;
import dev.tokenry.text.CaseFolding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds users by a part of their names. A page reads a limited number of users and may contain few matches. */
public final class UserSearch {

    private static final int MIN_BATCH = 100;
    private static final int MAX_SCANNED = 10_000;

    private final UserQueryStore users;

    UserSearch(UserQueryStore users) {
        this.users = users;
    }

    /**
     * Returns a page of users whose user name, first name or last name contains the text, ignoring case.
     *
     * @param text empty for all users
     * @param limit the maximum number of users
     */
    public UserPage find(String text, @Nullable IndexPosition after, int limit) {
        int batchSize = text.isEmpty() ? limit : Math.max(limit, MIN_BATCH);
        List<UserRow> found = new ArrayList<>();
        IndexPosition position = after;
        int scanned = 0;
        do {
            UserPage page = users.listByName(position, batchSize);
            for (UserRow row : page.rows()) {
                if (found.size() == limit) {
                    return new UserPage(found, found.getLast().position());
                }
                if (matches(row, text)) {
                    found.add(row);
                }
            }
            scanned += batchSize;
            position = page.nextAfter();
        } while (position != null && found.size() < limit && scanned < MAX_SCANNED);
        return new UserPage(found, position);
    }

    /** A damaged user is found by its user name alone. */
    private static boolean matches(UserRow row, String text) {
        return Stream.of(
                        Optional.of(row.name().spelling()),
                        row.user().map(User::firstName),
                        row.user().map(User::lastName))
                .flatMap(Optional::stream)
                .anyMatch(name -> CaseFolding.containsIgnoreCase(name, text));
    }
}
