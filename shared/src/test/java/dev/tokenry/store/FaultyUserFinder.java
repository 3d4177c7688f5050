package dev.tokenry.store;

import static dev.tokenry.model.TestStamp.STAMP;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.User;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An {@link InMemoryUserStore} to read from, which counts calls and fails on request. */
public final class FaultyUserFinder implements UserFinder {

    /** The number of calls of {@link #find}. */
    public int finds;

    /** Thrown by every call of {@link #find} unless null. */
    @Nullable
    public RuntimeException fault;

    private final InMemoryUserStore store = new InMemoryUserStore(new InMemoryTokenStore());

    /** Inserts or replaces a user. */
    public void put(String name, boolean enabled, boolean manageOwnTokens, Scope... scopes) {
        store.find(OwnerName.of(name)).ifPresent(record -> store.delete(record, STAMP));
        store.insert(new User(name, null, null, enabled, Scopes.of(scopes), manageOwnTokens, 1), STAMP);
    }

    @Override
    public Optional<User> find(OwnerName name) {
        finds++;
        if (fault != null) {
            throw fault;
        }
        return store.find(name);
    }
}
