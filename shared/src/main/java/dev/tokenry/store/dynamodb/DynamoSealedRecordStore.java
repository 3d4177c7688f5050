package dev.tokenry.store.dynamodb;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.store.SealedRecordStore;
import dev.tokenry.store.StoredRecord.StoredSealedRecord;
import java.time.InstantSource;
import java.util.Optional;

/** Copies the items of issuers, trusts and links of identities. */
public final class DynamoSealedRecordStore implements SealedRecordStore {

    private final DynamoTable table;
    private final NamedItems<StoredSealedRecord> items;
    private final InstantSource clock;

    public DynamoSealedRecordStore(DynamoTable table, InstantSource clock) {
        this.table = table;
        this.items = new NamedItems<>(table, _ -> Optional.empty());
        this.clock = clock;
    }

    @Override
    public boolean insert(StoredSealedRecord copied, ChangeStamp stamp) {
        return items.insert(copied.key(), SealedItem.of(copied), SealedItem.of(copied), stamp);
    }

    @Override
    public boolean replace(StoredSealedRecord current, StoredSealedRecord copied, ChangeStamp stamp) {
        return table.update(
                        copied.key(),
                        SealedItem.replacement(current, copied),
                        SealedItem.versionUnchanged(current),
                        stamp)
                .applied();
    }

    @Override
    public boolean delete(StoredSealedRecord current, ChangeStamp stamp) {
        return table.update(
                        current.key(),
                        SealedItem.tombstone(current, clock.instant()),
                        SealedItem.versionUnchanged(current),
                        stamp)
                .applied();
    }
}
