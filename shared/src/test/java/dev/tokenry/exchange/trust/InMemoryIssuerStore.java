package dev.tokenry.exchange.trust;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.store.WriteResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An {@link IssuerStore} in memory, for tests. */
public final class InMemoryIssuerStore implements IssuerStore {

    private final NamedRecords<Issuer> issuers =
            new NamedRecords<>(Issuer::name, Issuer::id, Issuer::version, Issuer::withVersion);

    @Override
    public Optional<Issuer> find(String name) {
        return issuers.find(name);
    }

    @Override
    public List<Issuer> list(Consumer<String> onDamaged) {
        return issuers.list();
    }

    @Override
    public boolean insert(Issuer issuer, ChangeStamp stamp) {
        return issuers.insert(issuer);
    }

    @Override
    public WriteResult<Issuer> replace(Issuer current, Issuer updated, ChangeStamp stamp) {
        return issuers.replace(current, _ -> updated);
    }

    @Override
    public WriteResult<Issuer> delete(Issuer current, ChangeStamp stamp) {
        return issuers.delete(current);
    }

    @Override
    public boolean deleteDamaged(String name, ChangeStamp stamp) {
        return issuers.remove(name);
    }
}
