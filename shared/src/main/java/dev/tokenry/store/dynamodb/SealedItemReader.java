package dev.tokenry.store.dynamodb;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads items that are sealed, and whose names can be used again: a deleted record leaves a {@link Tombstone}.
 *
 * @param maxVersion the latest format of the records
 * @param record returns the record of an item that is no tombstone
 */
record SealedItemReader<T>(long maxVersion, Function<ItemReader, T> record) {

    /**
     * Returns the record of an item whose seal fits, or empty if the item is a tombstone.
     *
     * @throws dev.tokenry.error.CorruptRecordException if the item is damaged
     * @throws dev.tokenry.error.ServiceUnavailableException if the seal cannot be verified
     */
    Optional<T> read(Map<String, Attribute> attributes, ItemSeal seal) {
        ItemReader item = reader(attributes);
        if (isTombstone(item)) {
            return Optional.empty();
        }
        seal.require(DynamoTable.keyOf(attributes), attributes);
        return Optional.of(record.apply(item));
    }

    /** As {@link #read}, but for programs without a pepper, which decide nothing by what they read. */
    Optional<T> readUnverified(Map<String, Attribute> attributes) {
        ItemReader item = reader(attributes);
        return isTombstone(item) ? Optional.empty() : Optional.of(record.apply(item));
    }

    private static ItemReader reader(Map<String, Attribute> attributes) {
        return new ItemReader(DynamoTable.keyOf(attributes), attributes);
    }

    private boolean isTombstone(ItemReader item) {
        item.requireVersion(maxVersion);
        item.string(DynamoTable.NONCE);
        return Tombstone.is(item);
    }
}
