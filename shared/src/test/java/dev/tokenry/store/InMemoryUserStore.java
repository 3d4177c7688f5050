package dev.tokenry.store;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.exchange.trust.IdentityFinder;
import dev.tokenry.exchange.trust.IdentityLink;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.TokenCounts;
import dev.tokenry.model.User;
import dev.tokenry.model.UserIdentity;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Stores users in memory, for tests; keeps the contracts of its interfaces. */
public final class InMemoryUserStore implements UserStore, UserQueryStore, IdentityFinder {

    private final TreeMap<OwnerName, User> usersByName = new TreeMap<>(Comparator.comparing(OwnerName::key));
    private final Map<UserIdentity, Instant> linkedAt = new HashMap<>();
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
        if (usersByName.containsKey(user.name())) {
            return false;
        }
        link(user, List.of(), stamp);
        usersByName.put(user.name(), user);
        return true;
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
        User replaced = current.replacedBy(updated).withVersion(expected.version() + 1);
        link(replaced, current.identities(), stamp);
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
        linkedAt.keySet().removeAll(current.identities());
        return new WriteResult.Written<>(expected);
    }

    @Override
    public synchronized boolean deleteDamaged(OwnerName name, ChangeStamp stamp) {
        return usersByName.remove(name) != null;
    }

    /** The user whose record has the identity is linked with it. */
    @Override
    public synchronized Optional<IdentityLink> find(Issuer issuer, String subject) {
        UserIdentity identity = new UserIdentity(issuer.name(), issuer.id(), subject);
        return userOf(identity)
                .map(user ->
                        new IdentityLink(identity, OwnerName.of(user.name().key()), user.id(), linkedAt.get(identity)));
    }

    private Optional<User> userOf(UserIdentity identity) {
        return usersByName.values().stream()
                .filter(user -> user.identities().contains(identity))
                .findFirst();
    }

    private void link(User user, List<UserIdentity> before, ChangeStamp stamp) {
        for (UserIdentity identity : user.identities()) {
            userOf(identity).filter(other -> !other.name().equals(user.name())).ifPresent(other -> {
                throw new ApiException.ConflictException(
                        ErrorReason.IDENTITY_TAKEN,
                        "The subject \"" + identity.subject() + "\" of the issuer " + identity.issuer()
                                + " is an identity of the user "
                                + other.name().key() + ". Remove it there first.");
            });
        }
        linkedAt.keySet()
                .removeAll(before.stream()
                        .filter(identity -> !user.identities().contains(identity))
                        .toList());
        user.identities().forEach(identity -> linkedAt.putIfAbsent(identity, stamp.at()));
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
