package dev.tokenry.administration;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import dev.tokenry.store.ScopeChange;
import dev.tokenry.store.ScopeStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Stops the writes of own scopes during a {@link ManagementFreeze}, except deleting. */
record FreezableScopeStore(ScopeStore store, ManagementFreeze freeze) implements ScopeStore {

    @Override
    public Map<String, OwnScope> findRecords(Collection<Scope> scopes) {
        return store.findRecords(scopes);
    }

    @Override
    public List<OwnScope> list(Consumer<String> onDamaged) {
        return store.list(onDamaged);
    }

    @Override
    public boolean save(ScopeChange change, ChangeStamp stamp) {
        if (!change.updated().deleted()) {
            freeze.requireNotFrozen();
        }
        return store.save(change, stamp);
    }
}
