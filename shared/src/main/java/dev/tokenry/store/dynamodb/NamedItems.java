package dev.tokenry.store.dynamodb;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.store.WriteResult;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes of records whose names can be used again: a deletion leaves a {@link Tombstone}, and a later insertion
 * replaces it.
 *
 * @param parse returns the record of an item, or empty if it is a tombstone
 */
record NamedItems<T>(DynamoTable table, Function<Map<String, Attribute>, Optional<T>> parse) {

    /** Inserts a record unless there is an item, whether a record or a tombstone. */
    ConditionalWrite insertIfAbsent(String key, ItemBuilder item, ChangeStamp stamp) {
        return table.putIfAbsent(key, item, stamp);
    }

    /**
     * Inserts a record unless there is one. An update keeps the nonce of the deletion, whose response may have been
     * lost. It replaces the tombstone that was found, not one of a later deletion.
     *
     * @param replacement the attributes of the record in place of a tombstone
     */
    boolean insert(String key, ItemBuilder item, ItemBuilder replacement, ChangeStamp stamp) {
        ConditionalWrite write = insertIfAbsent(key, item, stamp);
        if (write.applied() || !Tombstone.is(write.item())) {
            return write.applied();
        }
        return table.update(key, replacement, WriteCondition.unchanged(write.item()), stamp)
                .applied();
    }

    WriteResult<T> replace(String key, ItemBuilder update, WriteCondition condition, ChangeStamp stamp) {
        return table.update(key, update, condition, stamp).toResult(parse);
    }

    /** Leaves a tombstone: an insertion that comes late must not revive the record. */
    WriteResult<T> delete(T current, String key, ItemBuilder tombstone, WriteCondition condition, ChangeStamp stamp) {
        ConditionalWrite write = table.update(key, tombstone, condition, stamp);
        return write.applied() ? new WriteResult.Written<>(current) : write.toResult(parse);
    }

    /** Leaves a tombstone if the item is damaged. */
    boolean deleteDamaged(String key, ItemBuilder tombstone, ChangeStamp stamp) {
        return deleteDamaged(key, _ -> tombstone, stamp);
    }

    /** @param tombstone returns the tombstone of the damaged item */
    boolean deleteDamaged(String key, Function<Map<String, Attribute>, ItemBuilder> tombstone, ChangeStamp stamp) {
        return table.getItem(key)
                .filter(this::isDamaged)
                .map(damaged -> table.update(key, tombstone.apply(damaged), WriteCondition.unchanged(damaged), stamp))
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
