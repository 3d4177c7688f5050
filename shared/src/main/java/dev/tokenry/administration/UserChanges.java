package dev.tokenry.administration;

import dev.tokenry.error.ErrorReason;
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

    private static final int MAX_ATTEMPTS = 5;

    private final UserStore users;

    public UserChanges(UserStore users) {
        this.users = users;
    }

    /** A user as it is now, and whether it is new. */
    public record PutResult(User user, boolean created) {}

    public User find(String name) {
        return users.find(name).orElseThrow(ApiException.NotFoundException::new);
    }

    /**
     * Creates or replaces a user that is what was expected; a change that changes nothing writes nothing.
     *
     * @param update from the user that is there to the one that shall be, or to the problem of who asks for it
     */
    public PutResult put(String name, Precondition precondition, Function<Optional<User>, User> update) {
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            Optional<User> current = users.find(name);
            User updated = update.apply(current);
            precondition.requireMetBy(current.map(User::version).orElse(null));
            PutResult result = current.isEmpty() ? insert(updated) : replace(current.get(), updated);
            if (result != null) {
                return result;
            }
            if (!precondition.isUnconditional()) {
                throw new ApiException.PreconditionFailedException();
            }
        }
        throw conflict();
    }

    /**
     * Deletes a user that is what was expected. One that was changed meanwhile stays: who deletes should know whom.
     *
     * @param requirePermission throws the problem of who may not
     */
    public void delete(String name, Precondition precondition, Consumer<User> requirePermission) {
        User current = find(name);
        requirePermission.accept(current);
        precondition.requireMetBy(current.version());
        if (users.delete(current) instanceof UserWriteResult.VersionConflict) {
            throw precondition.isUnconditional() ? conflict() : new ApiException.PreconditionFailedException();
        }
    }

    private @Nullable PutResult insert(User updated) {
        return users.insert(updated) ? new PutResult(updated, true) : null;
    }

    private @Nullable PutResult replace(User current, User updated) {
        if (updated.equals(current)) {
            return new PutResult(current, false);
        }
        return switch (users.replace(current, updated)) {
            case UserWriteResult.Written(var written) -> new PutResult(written, false);
            case UserWriteResult.VersionConflict _, UserWriteResult.NotFound _ -> null;
        };
    }

    private static ApiException conflict() {
        return new ApiException.ConflictException(ErrorReason.CONCURRENT_CHANGE, "The user was modified concurrently. No changes were made; retry the request.");
    }
}
