package dev.tokenry.administration;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.ScopeTemplate;
import dev.tokenry.store.ScopeTemplateStore;
import dev.tokenry.store.WriteResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Stops the writes of scope templates during a {@link ManagementFreeze}, except deleting. */
record FreezableScopeTemplateStore(ScopeTemplateStore store, ManagementFreeze freeze) implements ScopeTemplateStore {

    @Override
    public Optional<ScopeTemplate> find(String name) {
        return store.find(name);
    }

    @Override
    public List<ScopeTemplate> list(Consumer<String> onDamaged) {
        return store.list(onDamaged);
    }

    @Override
    public boolean insert(ScopeTemplate template, ChangeStamp stamp) {
        freeze.requireNotFrozen();
        return store.insert(template, stamp);
    }

    @Override
    public WriteResult<ScopeTemplate> replace(ScopeTemplate current, ScopeTemplate updated, ChangeStamp stamp) {
        freeze.requireNotFrozen();
        return store.replace(current, updated, stamp);
    }

    @Override
    public WriteResult<ScopeTemplate> delete(ScopeTemplate current, ChangeStamp stamp) {
        return store.delete(current, stamp);
    }
}
