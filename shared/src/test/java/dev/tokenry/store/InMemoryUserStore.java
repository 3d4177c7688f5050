package dev.tokenry.store;

import dev.tokenry.model.TokenCounts;
import dev.tokenry.model.User;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Users in memory, for tests: keeps every promise of a {@link UserStore}, as its contract proves. */
public final class InMemoryUserStore implements UserStore {

    private final TreeMap<String, User> kept = new TreeMap<>();
    private final TokenCatalogue tokens;

    public InMemoryUserStore(TokenCatalogue tokens) {
        this.tokens = tokens;
    }

    @Override
    public synchronized Optional<User> find(String name) {
        return Optional.ofNullable(kept.get(name));
    }

    @Override
    public synchronized boolean insert(User user) {
        return kept.putIfAbsent(user.name(), user) == null;
    }

    @Override
    public synchronized UserReplacement replace(User read, User next) {
        User current = kept.get(read.name());
        if (current == null) {
            return new UserReplacement.Gone();
        }
        if (current.version() != read.version()) {
            return new UserReplacement.Outdated(current);
        }
        User replaced = next.withVersion(read.version() + 1);
        kept.put(read.name(), replaced);
        return new UserReplacement.Done(replaced);
    }

    @Override
    public synchronized UserReplacement delete(User read) {
        User current = kept.get(read.name());
        if (current != null && current.version() != read.version()) {
            return new UserReplacement.Outdated(current);
        }
        kept.remove(read.name());
        return new UserReplacement.Done(read);
    }

    @Override
    public synchronized UserPage listByName(String after, int limit) {
        List<User> users = (after == null ? kept : kept.tailMap(after, false))
                .values().stream().limit(limit + 1L).toList();
        return users.size() <= limit
                ? new UserPage(users, null)
                : new UserPage(users.subList(0, limit), users.get(limit - 1).name());
    }

    @Override
    public TokenCounts countTokens(String owner, int most) {
        List<TokenRow> owned = tokens.rows(new TokenRange.OfOwner(owner, null), null, most);
        return new TokenCounts(owned.size(), (int)
                owned.stream().filter(row -> row.origin().personal()).count());
    }
}
