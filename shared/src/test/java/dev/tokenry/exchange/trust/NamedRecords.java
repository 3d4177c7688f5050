package dev.tokenry.exchange.trust;

import dev.tokenry.store.WriteResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Records in memory, by name, with a version. Safe for concurrent use. */
final class NamedRecords<T> {

    private final Function<T, String> name;
    private final Function<T, String> id;
    private final Function<T, Long> version;
    private final BiFunction<T, Long, T> withVersion;
    private final Map<String, T> records = new TreeMap<>();

    NamedRecords(
            Function<T, String> name,
            Function<T, String> id,
            Function<T, Long> version,
            BiFunction<T, Long, T> withVersion) {
        this.name = name;
        this.id = id;
        this.version = version;
        this.withVersion = withVersion;
    }

    synchronized Optional<T> find(String recordName) {
        return Optional.ofNullable(records.get(recordName));
    }

    synchronized List<T> list() {
        return List.copyOf(records.values());
    }

    synchronized boolean insert(T inserted) {
        return records.putIfAbsent(name.apply(inserted), inserted) == null;
    }

    /** @param update returns the new record, given the stored one */
    synchronized WriteResult<T> replace(T expected, UnaryOperator<T> update) {
        return ifUnchanged(expected, () -> {
            T replaced =
                    withVersion.apply(update.apply(records.get(name.apply(expected))), version.apply(expected) + 1);
            records.put(name.apply(expected), replaced);
            return replaced;
        });
    }

    synchronized WriteResult<T> delete(T expected) {
        return ifUnchanged(expected, () -> {
            records.remove(name.apply(expected));
            return expected;
        });
    }

    synchronized boolean remove(String recordName) {
        return records.remove(recordName) != null;
    }

    /** Changes a record without a new version, if it is still the same one. */
    synchronized void change(T expected, UnaryOperator<T> update) {
        records.computeIfPresent(
                name.apply(expected),
                (_, stored) -> id.apply(stored).equals(id.apply(expected)) ? update.apply(stored) : stored);
    }

    private WriteResult<T> ifUnchanged(T expected, Supplier<T> write) {
        T current = records.get(name.apply(expected));
        if (current == null) {
            return new WriteResult.NotFound<>();
        }
        return version.apply(current).equals(version.apply(expected))
                        && id.apply(current).equals(id.apply(expected))
                ? new WriteResult.Written<>(write.get())
                : new WriteResult.VersionConflict<>(current);
    }
}
