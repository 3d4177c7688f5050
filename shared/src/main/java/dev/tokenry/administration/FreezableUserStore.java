package dev.tokenry.administration;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.User;
import dev.tokenry.store.UserStore;
import dev.tokenry.store.WriteResult;
import java.util.Optional;

/** Stops the writes of users during a {@link ManagementFreeze}, except deleting and disabling. */
record FreezableUserStore(UserStore store, ManagementFreeze freeze) implements UserStore {

    @Override
    public Optional<User> find(OwnerName name) {
        return store.find(name);
    }

    @Override
    public boolean insert(User user) {
        freeze.requireNotFrozen();
        return store.insert(user);
    }

    @Override
    public WriteResult<User> replace(User current, User updated) {
        if (!updated.equals(current.withEnabled(false))) {
            freeze.requireNotFrozen();
        }
        return store.replace(current, updated);
    }

    @Override
    public WriteResult<User> delete(User current) {
        return store.delete(current);
    }

    @Override
    public boolean deleteDamaged(OwnerName name) {
        return store.deleteDamaged(name);
    }
}
