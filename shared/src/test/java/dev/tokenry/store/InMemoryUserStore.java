package dev.tokenry.store;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.TokenCounts;
import dev.tokenry.model.User;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Stores users in memory, for tests; keeps the contracts of its interfaces. */
public final class InMemoryUserStore implements UserStore, UserQueryStore {

    private final TreeMap<OwnerName, User> usersByName = new TreeMap<>(Comparator.comparing(OwnerName::key));
    private final TokenQueryStore tokens;

    public InMemoryUserStore(TokenQueryStore tokens) {
        this.tokens = tokens;
    }

    @Override
    public synchronized Optional<User> find(OwnerName name) {
        return Optional.ofNullable(usersByName.get(name));
    }

    @Override
    public synchronized boolean insert(User user) {
        return usersByName.putIfAbsent(user.name(), user) == null;
    }

    @Override
    public synchronized WriteResult<User> replace(User expected, User updated) {
        User current = usersByName.get(expected.name());
        if (current == null) {
            return new WriteResult.NotFound<>();
        }
        if (current.version() != expected.version()) {
            return new WriteResult.VersionConflict<>(current);
        }
        User replaced = new User(
                current.name(),
                current.id(),
                updated.firstName(),
                updated.lastName(),
                updated.enabled(),
                updated.scopes(),
                updated.manageOwnTokens(),
                expected.version() + 1);
        usersByName.put(expected.name(), replaced);
        return new WriteResult.Written<>(replaced);
    }

    @Override
    public synchronized WriteResult<User> delete(User expected) {
        User current = usersByName.get(expected.name());
        if (current == null) {
            return new WriteResult.NotFound<>();
        }
        if (current.version() != expected.version()) {
            return new WriteResult.VersionConflict<>(current);
        }
        usersByName.remove(expected.name());
        return new WriteResult.Written<>(expected);
    }

    @Override
    public synchronized UserPage listByName(OwnerName after, int limit) {
        List<User> users = (after == null ? usersByName : usersByName.tailMap(after, false))
                .values().stream().limit(limit + 1L).toList();
        return users.size() <= limit
                ? new UserPage(users, null)
                : new UserPage(users.subList(0, limit), users.get(limit - 1).name());
    }

    @Override
    public synchronized Map<OwnerName, User> findAll(Set<OwnerName> names) {
        return names.stream()
                .filter(usersByName::containsKey)
                .collect(Collectors.toMap(Function.identity(), usersByName::get));
    }

    @Override
    public TokenCounts countTokens(OwnerName owner, int limit) {
        List<TokenSummary> owned = tokens.listSummaries(new TokenFilter.ByOwner(owner, null), null, limit);
        return new TokenCounts(owned.size(), (int)
                owned.stream().filter(row -> row.origin().personal()).count());
    }
}
