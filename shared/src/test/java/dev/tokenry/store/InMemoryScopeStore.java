package dev.tokenry.store;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A {@link ScopeStore} in memory, for tests. */
public final class InMemoryScopeStore implements ScopeStore {

    private final Map<String, OwnScope> records = new TreeMap<>();

    @Override
    public synchronized Map<String, OwnScope> findRecords(Collection<Scope> scopes) {
        return scopes.stream()
                .map(Scope::key)
                .distinct()
                .filter(records::containsKey)
                .collect(Collectors.toMap(key -> key, records::get));
    }

    @Override
    public synchronized List<OwnScope> list(Consumer<String> onDamaged) {
        return records.values().stream().filter(scope -> !scope.deleted()).toList();
    }

    @Override
    public synchronized boolean save(ScopeChange change, ChangeStamp stamp) {
        return saveAll(List.of(change));
    }

    /** Writes all records, or none if one of them is no longer as before its change. */
    synchronized boolean saveAll(List<ScopeChange> changes) {
        boolean unchanged = changes.stream()
                .allMatch(change -> version(
                                Optional.ofNullable(records.get(change.scope().key())))
                        .equals(version(change.current())));
        if (unchanged) {
            changes.forEach(change -> records.put(change.scope().key(), change.stored()));
        }
        return unchanged;
    }

    private static Optional<Long> version(Optional<OwnScope> record) {
        return record.map(OwnScope::version);
    }
}
