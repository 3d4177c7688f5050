package dev.tokenry.store;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.ScopeTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A {@link ScopeTemplateStore} in memory, for tests. */
public final class InMemoryScopeTemplateStore implements ScopeTemplateStore {

    private final Map<String, ScopeTemplate> templates = new TreeMap<>();

    @Override
    public synchronized Optional<ScopeTemplate> find(String name) {
        return Optional.ofNullable(templates.get(name));
    }

    @Override
    public synchronized List<ScopeTemplate> list(Consumer<String> onDamaged) {
        return List.copyOf(templates.values());
    }

    @Override
    public synchronized boolean insert(ScopeTemplate template, ChangeStamp stamp) {
        return templates.putIfAbsent(template.name(), template) == null;
    }

    @Override
    public synchronized WriteResult<ScopeTemplate> replace(
            ScopeTemplate expected, ScopeTemplate updated, ChangeStamp stamp) {
        return ifUnchanged(expected, () -> {
            ScopeTemplate replaced = updated.withVersion(expected.version() + 1);
            templates.put(expected.name(), replaced);
            return replaced;
        });
    }

    @Override
    public synchronized WriteResult<ScopeTemplate> delete(ScopeTemplate expected, ChangeStamp stamp) {
        return ifUnchanged(expected, () -> {
            templates.remove(expected.name());
            return expected;
        });
    }

    private WriteResult<ScopeTemplate> ifUnchanged(ScopeTemplate expected, Supplier<ScopeTemplate> write) {
        ScopeTemplate current = templates.get(expected.name());
        if (current == null) {
            return new WriteResult.NotFound<>();
        }
        return current.version() == expected.version()
                ? new WriteResult.Written<>(write.get())
                : new WriteResult.VersionConflict<>(current);
    }
}
