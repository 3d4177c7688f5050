package dev.tokenry.store.dynamodb;

import dev.tokenry.store.WriteResult;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The outcome of a conditional write.
 *
 * @param applied whether the condition was met and the write done
 * @param item the item as it is stored now; without attributes if there is none
 */
record ConditionalWrite(boolean applied, Map<String, Attribute> item) {

    /** Returns the outcome as a store reports it; {@code fromItem} returns empty for a deleted value. */
    <T> WriteResult<T> toResult(Function<Map<String, Attribute>, Optional<T>> fromItem) {
        Optional<T> stored = item.isEmpty() ? Optional.empty() : fromItem.apply(item);
        return stored.<WriteResult<T>>map(
                        value -> applied ? new WriteResult.Written<>(value) : new WriteResult.VersionConflict<>(value))
                .orElseGet(WriteResult.NotFound::new);
    }
}
