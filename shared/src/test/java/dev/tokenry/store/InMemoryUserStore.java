package dev.tokenry.store;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.TokenCounts;
import dev.tokenry.model.User;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
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
    public synchronized boolean insert(User user, ChangeStamp stamp) {
        return usersByName.putIfAbsent(user.name(), user) == null;
    }

    @Override
    public synchronized WriteResult<User> replace(User expected, User updated, ChangeStamp stamp) {
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
                updated.leads(),
                updated.contact(),
                expected.version() + 1);
        usersByName.put(expected.name(), replaced);
        return new WriteResult.Written<>(replaced);
    }

    @Override
    public synchronized WriteResult<User> delete(User expected, ChangeStamp stamp) {
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
    public synchronized boolean deleteDamaged(OwnerName name, ChangeStamp stamp) {
        return usersByName.remove(name) != null;
    }

    @Override
    public synchronized NamePage<UserRow> listByName(IndexPosition after, int limit) {
        List<UserRow> rows = (after == null ? usersByName : usersByName.tailMap(OwnerName.of(after.key()), false))
                .values().stream().limit(limit + 1L).map(InMemoryUserStore::row).toList();
        return rows.size() <= limit
                ? new NamePage<>(rows, null)
                : new NamePage<>(rows.subList(0, limit), rows.get(limit - 1).position());
    }

    private static UserRow row(User user) {
        return new UserRow(new IndexPosition(user.name().key(), user.name().key()), Optional.of(user));
    }

    @Override
    public synchronized Map<OwnerName, User> findAll(Set<OwnerName> names, Consumer<OwnerName> onDamaged) {
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
