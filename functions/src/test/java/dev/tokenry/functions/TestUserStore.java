package dev.tokenry.functions;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenCounts;
import dev.tokenry.model.User;
import dev.tokenry.store.InMemoryUserStore;
import dev.tokenry.store.UserPage;
import dev.tokenry.store.UserQueryStore;
import dev.tokenry.store.UserStore;
import dev.tokenry.store.WriteResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** In-memory user store, which is unavailable together with the token store. */
public final class TestUserStore implements UserStore, UserQueryStore {

    private final TestTokenStore tokens;
    private final InMemoryUserStore store;
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
        store.find(OwnerName.of(name)).ifPresent(store::delete);
        store.insert(new User(
                name,
                null,
                null,
                enabled,
                new Scopes(Stream.of(scopes).map(Scope::new).toList()),
                manageOwnTokens,
                1));
        return store.find(OwnerName.of(name)).orElseThrow();
    }

    /** Performs an action before the next insert, as a concurrent request. */
    void beforeNextInsert(Runnable action) {
        beforeInsert = action;
    }

    public List<User> all() {
        return store.listByName(null, 1_000_000).users();
    }

    @Override
    public Optional<User> find(OwnerName name) {
        tokens.requireReadable();
        return store.find(name);
    }

    @Override
    public boolean insert(User user) {
        tokens.requireWritable();
        Runnable action = beforeInsert;
        beforeInsert = () -> {};
        action.run();
        return store.insert(user);
    }

    @Override
    public WriteResult<User> replace(User current, User updated) {
        tokens.requireWritable();
        return store.replace(current, updated);
    }

    @Override
    public WriteResult<User> delete(User current) {
        tokens.requireWritable();
        return store.delete(current);
    }

    @Override
    public UserPage listByName(OwnerName after, int limit) {
        tokens.requireReadable();
        return store.listByName(after, limit);
    }

    @Override
    public Map<OwnerName, User> findAll(Set<OwnerName> names) {
        tokens.requireReadable();
        return store.findAll(names);
    }

    @Override
    public TokenCounts countTokens(OwnerName owner, int limit) {
        return store.countTokens(owner, limit);
    }
}
