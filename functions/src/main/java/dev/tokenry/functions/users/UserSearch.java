package dev.tokenry.functions.users;

import dev.tokenry.store.UserPage;
import dev.tokenry.store.UserQueryStore;
import dev.tokenry.model.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds users by a part of their names, a page at a time: it reads through no more than some, and may find few. */
final class UserSearch {

    private static final int MIN_BATCH = 100;
    private static final int MAX_SCANNED = 2_000;

    private final UserQueryStore users;

    UserSearch(UserQueryStore users) {
        this.users = users;
    }

    /** At most this many users whose names hold the text, whatever its case; the empty text is in every name. */
    UserPage find(String text, @Nullable String after, int limit) {
        String foldedText = fold(text);
        int batchSize = text.isEmpty() ? limit : Math.max(limit, MIN_BATCH);
        List<User> found = new ArrayList<>();
        String position = after;
        int scanned = 0;
        do {
            UserPage page = users.listByName(position, batchSize);
            for (User user : page.users()) {
                if (found.size() == limit) {
                    return new UserPage(found, found.getLast().name());
                }
                if (matches(user, foldedText)) {
                    found.add(user);
                }
            }
            scanned += batchSize;
            position = page.nextAfter();
        } while (position != null && found.size() < limit && scanned < MAX_SCANNED);
        return new UserPage(found, position);
    }

    private static boolean matches(User user, String foldedText) {
        return Stream.of(user.name(), orEmpty(user.firstName()), orEmpty(user.lastName()))
                .anyMatch(name -> fold(name).contains(foldedText));
    }

    private static String orEmpty(@Nullable String name) {
        return name == null ? "" : name;
    }

    /** Both ways: some letters differ in one case alone. */
    private static String fold(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
