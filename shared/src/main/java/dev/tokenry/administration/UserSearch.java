package dev.tokenry.administration;

import dev.tokenry.model.CaseFolding;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.User;
import dev.tokenry.store.UserPage;
import dev.tokenry.store.UserQueryStore;
import java.util.ArrayList;
import java.util.List;
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
    public UserPage find(String text, @Nullable OwnerName after, int limit) {
        int batchSize = text.isEmpty() ? limit : Math.max(limit, MIN_BATCH);
        List<User> found = new ArrayList<>();
        OwnerName position = after;
        int scanned = 0;
        do {
            UserPage page = users.listByName(position, batchSize);
            for (User user : page.users()) {
                if (found.size() == limit) {
                    return new UserPage(found, found.getLast().name());
                }
                if (matches(user, text)) {
                    found.add(user);
                }
            }
            scanned += batchSize;
            position = page.nextAfter();
        } while (position != null && found.size() < limit && scanned < MAX_SCANNED);
        return new UserPage(found, position);
    }

    private static boolean matches(User user, String text) {
        return Stream.of(user.name().spelling(), orEmpty(user.firstName()), orEmpty(user.lastName()))
                .anyMatch(name -> CaseFolding.containsIgnoreCase(name, text));
    }

    private static String orEmpty(@Nullable String name) {
        return name == null ? "" : name;
    }
}
