package dev.tokenry.administration;

import dev.tokenry.model.ChangeStamp;
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
    public boolean insert(User user, ChangeStamp stamp) {
        freeze.requireNotFrozen();
        return store.insert(user, stamp);
    }

    @Override
    public WriteResult<User> replace(User current, User updated, ChangeStamp stamp) {
        if (!updated.equals(current.withEnabled(false))) {
            freeze.requireNotFrozen();
        }
        return store.replace(current, updated, stamp);
    }

    @Override
    public WriteResult<User> delete(User current, ChangeStamp stamp) {
        return store.delete(current, stamp);
    }

    @Override
    public boolean deleteDamaged(OwnerName name, ChangeStamp stamp) {
        return store.deleteDamaged(name, stamp);
    }
}
