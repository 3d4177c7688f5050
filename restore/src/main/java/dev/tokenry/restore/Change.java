package dev.tokenry.restore;

import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The findings of a replay about one record, and the write that follows from them.
 *
 * @param key the key of the record
 * @param write writes the record if it has not changed since it was read, and returns whether it did; null if nothing
 *     has to be written
 */
record Change(String key, Set<Finding> findings, @Nullable BooleanSupplier write) {

    Change(String key, Finding finding, @Nullable BooleanSupplier write) {
        this(key, Set.of(finding), write);
    }

    boolean isPending() {
        return write != null;
    }
}
