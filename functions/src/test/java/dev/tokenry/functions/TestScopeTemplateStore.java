package dev.tokenry.functions;

import static dev.tokenry.model.TestStamp.STAMP;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeTemplate;
import dev.tokenry.model.Scopes;
import dev.tokenry.store.InMemoryScopeTemplateStore;
import dev.tokenry.store.ScopeTemplateStore;
import dev.tokenry.store.WriteResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** In-memory store of scope templates, which is unavailable together with the token store. */
public final class TestScopeTemplateStore implements ScopeTemplateStore {

    private final TestTokenStore tokens;
    private final InMemoryScopeTemplateStore store = new InMemoryScopeTemplateStore();

    TestScopeTemplateStore(TestTokenStore tokens) {
        this.tokens = tokens;
    }

    /** Stores a new template with version 1. */
    public ScopeTemplate put(String name, String... scopes) {
        ScopeTemplate template = new ScopeTemplate(
                name, null, new Scopes(Stream.of(scopes).map(Scope::new).toList()), 1);
        store.insert(template, STAMP);
        return template;
    }

    /** Returns all templates. */
    public List<ScopeTemplate> all() {
        return store.list(_ -> {});
    }

    @Override
    public Optional<ScopeTemplate> find(String name) {
        tokens.requireReadable();
        return store.find(name);
    }

    @Override
    public List<ScopeTemplate> list(Consumer<String> onDamaged) {
        tokens.requireReadable();
        return store.list(onDamaged);
    }

    @Override
    public boolean insert(ScopeTemplate template, ChangeStamp stamp) {
        tokens.requireWritable();
        return store.insert(template, stamp);
    }

    @Override
    public WriteResult<ScopeTemplate> replace(ScopeTemplate current, ScopeTemplate updated, ChangeStamp stamp) {
        tokens.requireWritable();
        return store.replace(current, updated, stamp);
    }

    @Override
    public WriteResult<ScopeTemplate> delete(ScopeTemplate current, ChangeStamp stamp) {
        tokens.requireWritable();
        return store.delete(current, stamp);
    }
}
