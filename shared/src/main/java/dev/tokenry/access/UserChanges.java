package dev.tokenry.access;

import dev.tokenry.store.UserWriteResult;
import dev.tokenry.store.UserStore;
import dev.tokenry.model.Precondition;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.User;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Changes users that others may be changing at the same time: a change that comes second is thought over again. */
public final class UserChanges {

    private static final int TRIES = 5;

    private final UserStore users;

    public UserChanges(UserStore users) {
        this.users = users;
    }

    /** A user as it is now, and whether it is new. */
    public record Put(User user, boolean created) {}

    public User find(String name) {
        return users.find(name).orElseThrow(ApiException.NotFoundException::new);
    }

    /**
     * Creates or replaces a user that is what was expected; a change that changes nothing writes nothing.
     *
     * @param change from the user that is there to the one that shall be, or to the problem of who asks for it
     */
    public Put put(String name, Precondition expected, Function<Optional<User>, User> change) {
        for (int i = 0; i < TRIES; i++) {
            Optional<User> read = users.find(name);
            User next = change.apply(read);
            expected.requireMetBy(read.map(User::version).orElse(null));
            Put put = read.isEmpty() ? insert(next) : replace(read.get(), next);
            if (put != null) {
                return put;
            }
            if (!expected.isUnconditional()) {
                throw new ApiException.PreconditionFailedException();
            }
        }
        throw conflict();
    }

    /**
     * Deletes a user that is what was expected. One that was changed meanwhile stays: who deletes should know whom.
     *
     * @param rule throws the problem of who may not
     */
    public void delete(String name, Precondition expected, Consumer<User> rule) {
        User read = find(name);
        rule.accept(read);
        expected.requireMetBy(read.version());
        if (users.delete(read) instanceof UserWriteResult.VersionConflict) {
            throw expected.isUnconditional() ? conflict() : new ApiException.PreconditionFailedException();
        }
    }

    private @Nullable Put insert(User next) {
        return users.insert(next) ? new Put(next, true) : null;
    }

    private @Nullable Put replace(User read, User next) {
        if (next.equals(read)) {
            return new Put(read, false);
        }
        return switch (users.replace(read, next)) {
            case UserWriteResult.Written(var user) -> new Put(user, false);
            case UserWriteResult.VersionConflict _, UserWriteResult.NotFound _ -> null;
        };
    }

    private static ApiException conflict() {
        return new ApiException.ConflictException("The user is being changed by other requests. Nothing was changed; try again.");
    }
}
