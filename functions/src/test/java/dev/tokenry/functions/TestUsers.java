package dev.tokenry.functions;

import dev.tokenry.store.InMemoryUserStore;
import dev.tokenry.store.UserPage;
import dev.tokenry.store.UserWriteResult;
import dev.tokenry.store.UserStore;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenCounts;
import dev.tokenry.model.User;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Users in memory, in the same table as the tokens: they go away together. */
public final class TestUsers implements UserStore {

    private final TestTokens tokens;
    private final InMemoryUserStore kept;

    TestUsers(TestTokens tokens) {
        this.tokens = tokens;
        this.kept = new InMemoryUserStore(tokens);
    }

    /** Lets there be a user, enabled and managing its own tokens. */
    public User put(String name, String... scopes) {
        return put(name, true, true, scopes);
    }

    public User put(String name, boolean enabled, boolean manageOwnTokens, String... scopes) {
        kept.find(name).ifPresent(kept::delete);
        kept.insert(new User(
                name,
                null,
                null,
                enabled,
                new Scopes(Stream.of(scopes).map(Scope::new).toList()),
                manageOwnTokens,
                1));
        return kept.find(name).orElseThrow();
    }

    public List<User> all() {
        return kept.listByName(null, 1_000_000).users();
    }

    @Override
    public Optional<User> find(String name) {
        tokens.requireReadable();
        return kept.find(name);
    }

    @Override
    public boolean insert(User user) {
        tokens.requireWritable();
        return kept.insert(user);
    }

    @Override
    public UserWriteResult replace(User read, User next) {
        tokens.requireWritable();
        return kept.replace(read, next);
    }

    @Override
    public UserWriteResult delete(User read) {
        tokens.requireWritable();
        return kept.delete(read);
    }

    @Override
    public UserPage listByName(String after, int limit) {
        tokens.requireReadable();
        return kept.listByName(after, limit);
    }

    @Override
    public TokenCounts countTokens(String owner, int most) {
        return kept.countTokens(owner, most);
    }
}
