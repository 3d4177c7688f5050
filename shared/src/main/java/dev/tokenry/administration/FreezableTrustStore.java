package dev.tokenry.administration;

import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustStore;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.store.WriteResult;
import java.time.Instant;
import java.util.Optional;

/** Stops the writes of trusts during a {@link ManagementFreeze}, except deleting, disabling and recording uses. */
record FreezableTrustStore(TrustStore store, ManagementFreeze freeze) implements TrustStore {

    @Override
    public Optional<Trust> find(String name) {
        return store.find(name);
    }

    @Override
    public boolean insert(Trust trust, ChangeStamp stamp) {
        freeze.requireNotFrozen();
        return store.insert(trust, stamp);
    }

    @Override
    public WriteResult<Trust> replace(Trust current, Trust updated, ChangeStamp stamp) {
        if (!updated.equals(current.withEnabled(false))) {
            freeze.requireNotFrozen();
        }
        return store.replace(current, updated, stamp);
    }

    @Override
    public WriteResult<Trust> delete(Trust current, ChangeStamp stamp) {
        return store.delete(current, stamp);
    }

    @Override
    public boolean deleteDamaged(String name, ChangeStamp stamp) {
        return store.deleteDamaged(name, stamp);
    }

    @Override
    public void recordUse(Trust trust, Instant at) {
        store.recordUse(trust, at);
    }
}
