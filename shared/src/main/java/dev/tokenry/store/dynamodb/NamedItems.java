package dev.tokenry.store.dynamodb;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.store.WriteResult;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes of records whose names can be used again: a deletion leaves a {@link Tombstone}, and a later insertion replaces it.
 *
 * @param parse returns the record of an item, or empty if it is a tombstone
 */
record NamedItems<T>(DynamoTable table, Function<Map<String, Attribute>, Optional<T>> parse) {

    /** Inserts a record unless there is an item, whether a record or a tombstone. */
    ConditionalWrite insertIfAbsent(String key, ItemBuilder item) {
        return table.putIfAbsent(key, item);
    }

    /**
     * Inserts a record unless there is one. An update keeps the nonce of the deletion, whose response may have been lost. It
     * replaces the tombstone that was found, not one of a later deletion.
     *
     * @param replacement the attributes of the record in place of a tombstone
     */
    boolean insert(String key, ItemBuilder item, ItemBuilder replacement) {
        ConditionalWrite write = insertIfAbsent(key, item);
        if (write.applied() || !Tombstone.is(write.item())) {
            return write.applied();
        }
        return table.update(key, replacement, WriteCondition.unchanged(write.item()))
                .applied();
    }

    WriteResult<T> replace(String key, ItemBuilder update, WriteCondition condition) {
        return table.update(key, update, condition).toResult(parse);
    }

    /** Leaves a tombstone: an insertion that comes late must not revive the record. */
    WriteResult<T> delete(T current, String key, ItemBuilder tombstone, WriteCondition condition) {
        ConditionalWrite write = table.update(key, tombstone, condition);
        return write.applied() ? new WriteResult.Written<>(current) : write.toResult(parse);
    }

    /** Leaves a tombstone if the item is damaged. */
    boolean deleteDamaged(String key, ItemBuilder tombstone) {
        return table.getItem(key)
                .filter(this::isDamaged)
                .map(damaged -> table.update(key, tombstone, WriteCondition.unchanged(damaged)))
                .filter(ConditionalWrite::applied)
                .isPresent();
    }

    private boolean isDamaged(Map<String, Attribute> item) {
        try {
            Optional<T> _ = parse.apply(item);
            return false;
        } catch (CorruptRecordException e) {
            return true;
        }
    }
}
