package dev.tokenry.functions.users;

import dev.tokenry.store.UserPage;
import dev.tokenry.store.UserStore;
import dev.tokenry.model.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds users by a part of their names, a page at a time: it reads through no more than some, and may find few. */
final class UserSearch {

    private static final int LEAST_READ = 100;
    private static final int MOST_READ = 2_000;

    private final UserStore users;

    UserSearch(UserStore users) {
        this.users = users;
    }

    /** At most this many users whose names hold the text, whatever its case; the empty text is in every name. */
    UserPage find(String text, @Nullable String after, int limit) {
        String folded = folded(text);
        int chunk = text.isEmpty() ? limit : Math.max(limit, LEAST_READ);
        List<User> found = new ArrayList<>();
        String at = after;
        int read = 0;
        do {
            UserPage page = users.listByName(at, chunk);
            for (User user : page.users()) {
                if (found.size() == limit) {
                    return new UserPage(found, found.getLast().name());
                }
                if (holds(user, folded)) {
                    found.add(user);
                }
            }
            read += chunk;
            at = page.nextAfter();
        } while (at != null && found.size() < limit && read < MOST_READ);
        return new UserPage(found, at);
    }

    private static boolean holds(User user, String folded) {
        return Stream.of(user.name(), orEmpty(user.firstName()), orEmpty(user.lastName()))
                .anyMatch(name -> folded(name).contains(folded));
    }

    private static String orEmpty(@Nullable String name) {
        return name == null ? "" : name;
    }

    /** Both ways: some letters differ in one case alone. */
    private static String folded(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
