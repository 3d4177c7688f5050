package dev.tokenry.functions;

import static dev.tokenry.model.TestStamp.STAMP;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.exchange.trust.IdentityFinder;
import dev.tokenry.exchange.trust.IdentityLink;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenCounts;
import dev.tokenry.model.User;
import dev.tokenry.store.InMemoryUserStore;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.NamePage;
import dev.tokenry.store.UserQueryStore;
import dev.tokenry.store.UserRow;
import dev.tokenry.store.UserStore;
import dev.tokenry.store.WriteResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** In-memory user store, which is unavailable together with the token store. */
public final class TestUserStore implements UserStore, UserQueryStore, IdentityFinder {

    private final TestTokenStore tokens;
    private final InMemoryUserStore store;
    private final Set<OwnerName> damaged = ConcurrentHashMap.newKeySet();
    private Runnable beforeInsert = () -> {};

    TestUserStore(TestTokenStore tokens) {
        this.tokens = tokens;
        this.store = new InMemoryUserStore(tokens);
    }

    /** Stores a user that is enabled and can manage its own tokens. */
    public User put(String name, String... scopes) {
        return put(name, true, true, scopes);
    }

    public User put(String name, boolean enabled, boolean manageOwnTokens, String... scopes) {
        store.find(OwnerName.of(name)).ifPresent(record -> store.delete(record, STAMP));
        store.insert(
                new User(
                        name,
                        null,
                        null,
                        enabled,
                        new Scopes(Stream.of(scopes).map(Scope::new).toList()),
                        manageOwnTokens,
                        1),
                STAMP);
        return store.find(OwnerName.of(name)).orElseThrow();
    }

    /** Damages the record of a user. */
    public void damage(String name) {
        damaged.add(OwnerName.of(name));
    }

    /** Performs an action before the next insert, as a concurrent request. */
    void beforeNextInsert(Runnable action) {
        beforeInsert = action;
    }

    public List<User> all() {
        return store.listByName(null, 1_000_000).rows().stream()
                .flatMap(row -> row.user().stream())
                .toList();
    }

    @Override
    public Optional<User> find(OwnerName name) {
        tokens.requireReadable();
        if (damaged.contains(name)) {
            throw new CorruptRecordException("user#" + name, "scopes");
        }
        return store.find(name);
    }

    @Override
    public Optional<IdentityLink> find(Issuer issuer, String subject) {
        tokens.requireReadable();
        return store.find(issuer, subject);
    }

    @Override
    public boolean insert(User user, ChangeStamp stamp) {
        tokens.requireWritable();
        Runnable action = beforeInsert;
        beforeInsert = () -> {};
        action.run();
        return store.insert(user, stamp);
    }

    @Override
    public WriteResult<User> replace(User current, User updated, ChangeStamp stamp) {
        tokens.requireWritable();
        return store.replace(current, updated, stamp);
    }

    @Override
    public WriteResult<User> delete(User current, ChangeStamp stamp) {
        tokens.requireWritable();
        return store.delete(current, stamp);
    }

    @Override
    public boolean deleteDamaged(OwnerName name, ChangeStamp stamp) {
        tokens.requireWritable();
        return damaged.remove(name) && store.deleteDamaged(name, stamp);
    }

    @Override
    public NamePage<UserRow> listByName(IndexPosition after, int limit) {
        tokens.requireReadable();
        NamePage<UserRow> page = store.listByName(after, limit);
        List<UserRow> rows = page.rows().stream()
                .map(row -> new UserRow(row.position(), row.user().filter(user -> !damaged.contains(user.name()))))
                .toList();
        return new NamePage<>(rows, page.nextAfter());
    }

    @Override
    public Map<OwnerName, User> findAll(Set<OwnerName> names, Consumer<OwnerName> onDamaged) {
        tokens.requireReadable();
        Map<OwnerName, User> found = new HashMap<>(store.findAll(names, onDamaged));
        found.keySet().stream().filter(damaged::contains).forEach(onDamaged);
        found.keySet().removeAll(damaged);
        return found;
    }

    @Override
    public TokenCounts countTokens(OwnerName owner, int limit) {
        return store.countTokens(owner, limit);
    }
}
