package dev.tokenry.restore;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The result of the replay of one record.
 *
 * @param record the record to store; empty if the record must be deleted
 * @param findings the reasons
 * @param <T> a token or a user
 */
record Replayed<T>(Optional<T> record, Set<Finding> findings) {

    static <T> Replayed<T> of(T record, Set<Finding> findings) {
        return new Replayed<>(Optional.of(record), findings);
    }

    static <T> Replayed<T> of(T record, Finding finding) {
        return of(record, EnumSet.of(finding));
    }

    static <T> Replayed<T> deleted() {
        return new Replayed<>(Optional.empty(), EnumSet.of(Finding.DELETED));
    }
}
