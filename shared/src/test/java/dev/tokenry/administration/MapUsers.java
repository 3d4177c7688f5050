package dev.tokenry.administration;

import dev.tokenry.store.UserFinder;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.User;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Users for the tests of this room: a map that can fail, and counts what it is asked. */
public final class MapUsers implements UserFinder {

    public final Map<String, User> users = new HashMap<>();
    public int finds;

    @Nullable
    public RuntimeException fault;

    public User put(String name, boolean enabled, boolean manageOwnTokens, Scope... scopes) {
        User user = new User(name, null, null, enabled, Scopes.of(scopes), manageOwnTokens, 1);
        users.put(name, user);
        return user;
    }

    @Override
    public Optional<User> find(String name) {
        finds++;
        if (fault != null) {
            throw fault;
        }
        return Optional.ofNullable(users.get(name));
    }
}
