package dev.tokenry.store.dynamodb;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustFilter;
import dev.tokenry.exchange.trust.TrustQueryStore;
import dev.tokenry.exchange.trust.TrustRow;
import dev.tokenry.exchange.trust.TrustStore;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.RecordSealer;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.NamePage;
import dev.tokenry.store.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores trusts in DynamoDB, one sealed item each, in the table of the tokens. A list takes the names from the index of
 * all records, whose rows say by what they are listed, and the trusts from the table. An index of their own would serve
 * a few thousand records: a list or count reads the rows of all trusts, about 100 of them for a read unit.
 */
public final class DynamoTrustStore implements TrustStore, TrustQueryStore {

    /** As for the last uses of tokens. */
    private static final Duration USE_INTERVAL = Duration.ofMinutes(5);

    private final DynamoTable table;
    private final ItemSeal seal;
    private final NamedItems<Trust> items;
    private final InstantSource clock;

    public DynamoTrustStore(DynamoTable table, RecordSealer sealer, InstantSource clock) {
        this.table = table;
        this.seal = TrustItem.seal(sealer);
        this.items = new NamedItems<>(table, this::parse);
        this.clock = clock;
    }

    @Override
    public Optional<Trust> find(String name) {
        return table.getItem(TrustItem.key(name)).flatMap(this::parse);
    }

    @Override
    public boolean insert(Trust trust, ChangeStamp stamp) {
        return items.insert(
                TrustItem.key(trust.name()), TrustItem.newItem(trust, seal), TrustItem.newItem(trust, seal), stamp);
    }

    @Override
    public WriteResult<Trust> replace(Trust current, Trust updated, ChangeStamp stamp) {
        return items.replace(
                TrustItem.key(current.name()),
                TrustItem.replacement(updated.withVersion(current.version() + 1), seal),
                TrustItem.unchanged(current),
                stamp);
    }

    @Override
    public WriteResult<Trust> delete(Trust current, ChangeStamp stamp) {
        return items.delete(
                current,
                TrustItem.key(current.name()),
                TrustItem.tombstone(current, clock.instant()),
                TrustItem.unchanged(current),
                stamp);
    }

    @Override
    public boolean deleteDamaged(String name, ChangeStamp stamp) {
        return items.deleteDamaged(
                TrustItem.key(name), damaged -> TrustItem.tombstoneOfDamaged(damaged, clock.instant()), stamp);
    }

    @Override
    public void recordUse(Trust trust, Instant at) {
        Instant since = at.minus(USE_INTERVAL);
        Instant recorded = trust.lastUsedAt();
        if (recorded == null || recorded.isBefore(since)) {
            table.updateIdempotent(
                    TrustItem.key(trust.name()), TrustItem.lastUse(at).update(TrustItem.notUsedSince(trust, since)));
        }
    }

    @Override
    public NamePage<TrustRow> listByName(TrustFilter filter, @Nullable IndexPosition after, int limit) {
        return index(filter).list(after, limit, this::findInOrder);
    }

    @Override
    public int count(TrustFilter filter, int limit) {
        return index(filter).count(limit);
    }

    private NameIndex index(TrustFilter filter) {
        return new NameIndex(
                table,
                TrustItem.TRUST_KIND,
                TrustItem::positionFromItem,
                position -> TrustItem.key(position.key()),
                TrustItem.filter(filter));
    }

    private List<TrustRow> findInOrder(List<IndexPosition> positions) {
        Map<String, Map<String, Attribute>> stored = table.batchGet(
                positions.stream()
                        .map(position -> TrustItem.key(position.key()))
                        .toList(),
                null);
        return positions.stream()
                .flatMap(
                        position -> Optional.ofNullable(stored.get(TrustItem.key(position.key())))
                                .flatMap(item -> row(position, item))
                                .stream())
                .toList();
    }

    /** Returns the row of an item; empty if the trust was deleted in the meantime. */
    private Optional<TrustRow> row(IndexPosition position, Map<String, Attribute> item) {
        try {
            return parse(item).map(trust -> new TrustRow(position, Optional.of(trust)));
        } catch (CorruptRecordException e) {
            return Optional.of(new TrustRow(position, Optional.empty()));
        }
    }

    private Optional<Trust> parse(Map<String, Attribute> item) {
        return TrustItem.fromItem(item, seal);
    }
}
