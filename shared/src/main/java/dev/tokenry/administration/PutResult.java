package dev.tokenry.administration;

import dev.tokenry.store.WriteResult;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The outcome of a successful put request, which creates a record or replaces it. */
public sealed interface PutResult<T> {

    /** The record as it is now. */
    T value();

    /** Returns the same outcome of another form of the record. */
    default PutResult<T> map(UnaryOperator<T> change) {
        return switch (this) {
            case Created<T>(var created) -> new Created<>(change.apply(created));
            case Replaced<T>(var replaced) -> new Replaced<>(change.apply(replaced));
            case Unchanged<T>(var unchanged) -> new Unchanged<>(change.apply(unchanged));
        };
    }

    /** The record did not exist before. */
    record Created<T>(T value) implements PutResult<T> {}

    /** An existing record was replaced. */
    record Replaced<T>(T value) implements PutResult<T> {}

    /** The record already is as requested. Nothing was written. */
    record Unchanged<T>(T value) implements PutResult<T> {}

    /**
     * Writes a record, once. The result is empty if another request came first.
     *
     * @param insert inserts a record, and returns whether there was none
     * @param replace replaces a record by another, if it did not change
     */
    static <T> Optional<PutResult<T>> write(
            Optional<T> current, T updated, Predicate<T> insert, BiFunction<T, T, WriteResult<T>> replace) {
        if (current.isEmpty()) {
            return insert.test(updated) ? Optional.of(new Created<>(updated)) : Optional.empty();
        }
        if (updated.equals(current.get())) {
            return Optional.of(new Unchanged<>(updated));
        }
        return switch (replace.apply(current.get(), updated)) {
            case WriteResult.Written<T>(var written) -> Optional.of(new Replaced<>(written));
            // The next attempt creates a record that was deleted in between.
            case WriteResult.VersionConflict<T> _, WriteResult.NotFound<T> _ -> Optional.empty();
        };
    }
}
