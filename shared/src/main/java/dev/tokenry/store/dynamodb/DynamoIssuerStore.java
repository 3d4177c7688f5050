package dev.tokenry.store.dynamodb;

import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.IssuerStore;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.RecordSealer;
import dev.tokenry.store.WriteResult;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Stores issuers in DynamoDB, one sealed item each, in the table of the tokens. */
public final class DynamoIssuerStore implements IssuerStore {

    private final DynamoTable table;
    private final ItemSeal seal;
    private final NamedItems<Issuer> items;
    private final InstantSource clock;

    public DynamoIssuerStore(DynamoTable table, RecordSealer sealer, InstantSource clock) {
        this.table = table;
        this.seal = IssuerItem.seal(sealer);
        this.items = new NamedItems<>(table, this::parse);
        this.clock = clock;
    }

    @Override
    public Optional<Issuer> find(String name) {
        return table.getItem(IssuerItem.key(name)).flatMap(this::parse);
    }

    @Override
    public List<Issuer> list(Consumer<String> onDamaged) {
        return KindIndex.list(
                        table,
                        IssuerItem.ISSUER_KIND,
                        this::parse,
                        key -> onDamaged.accept(IssuerItem.nameFromKey(key).orElse(key)))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public boolean insert(Issuer issuer, ChangeStamp stamp) {
        return items.insert(
                IssuerItem.key(issuer.name()), IssuerItem.item(issuer, seal), IssuerItem.item(issuer, seal), stamp);
    }

    @Override
    public WriteResult<Issuer> replace(Issuer current, Issuer updated, ChangeStamp stamp) {
        return items.replace(
                IssuerItem.key(current.name()),
                IssuerItem.item(updated.withVersion(current.version() + 1), seal),
                IssuerItem.unchanged(current),
                stamp);
    }

    @Override
    public WriteResult<Issuer> delete(Issuer current, ChangeStamp stamp) {
        return items.delete(
                current,
                IssuerItem.key(current.name()),
                IssuerItem.tombstone(current, clock.instant()),
                IssuerItem.unchanged(current),
                stamp);
    }

    @Override
    public boolean deleteDamaged(String name, ChangeStamp stamp) {
        return items.deleteDamaged(
                IssuerItem.key(name), damaged -> IssuerItem.tombstoneOfDamaged(damaged, clock.instant()), stamp);
    }

    private Optional<Issuer> parse(Map<String, Attribute> item) {
        return IssuerItem.fromItem(item, seal);
    }
}
