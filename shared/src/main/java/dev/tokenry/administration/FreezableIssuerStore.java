package dev.tokenry.administration;

import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.IssuerStore;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.store.WriteResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Stops the writes of issuers during a {@link ManagementFreeze}, except deleting and disabling. */
record FreezableIssuerStore(IssuerStore store, ManagementFreeze freeze) implements IssuerStore {

    @Override
    public Optional<Issuer> find(String name) {
        return store.find(name);
    }

    @Override
    public List<Issuer> list(Consumer<String> onDamaged) {
        return store.list(onDamaged);
    }

    @Override
    public boolean insert(Issuer issuer, ChangeStamp stamp) {
        freeze.requireNotFrozen();
        return store.insert(issuer, stamp);
    }

    @Override
    public WriteResult<Issuer> replace(Issuer current, Issuer updated, ChangeStamp stamp) {
        if (!updated.equals(current.withEnabled(false))) {
            freeze.requireNotFrozen();
        }
        return store.replace(current, updated, stamp);
    }

    @Override
    public WriteResult<Issuer> delete(Issuer current, ChangeStamp stamp) {
        return store.delete(current, stamp);
    }

    @Override
    public boolean deleteDamaged(String name, ChangeStamp stamp) {
        return store.deleteDamaged(name, stamp);
    }
}
