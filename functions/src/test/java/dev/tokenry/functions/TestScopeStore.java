package dev.tokenry.functions;

import static dev.tokenry.model.TestStamp.STAMP;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import dev.tokenry.store.InMemoryScopeStore;
import dev.tokenry.store.ScopeChange;
import dev.tokenry.store.ScopeStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** In-memory scope store, which is unavailable together with the token store. */
public final class TestScopeStore implements ScopeStore {

    private final TestTokenStore tokens;
    private final InMemoryScopeStore store = new InMemoryScopeStore();
    private Runnable beforeSave = () -> {};
    private int reads;

    TestScopeStore(TestTokenStore tokens) {
        this.tokens = tokens;
    }

    InMemoryScopeStore store() {
        return store;
    }

    /** Declares or replaces a scope. */
    public OwnScope put(OwnScope scope) {
        store.save(new ScopeChange(find(scope.scope().name()), scope), STAMP);
        return find(scope.scope().name()).orElseThrow();
    }

    /** Declares scopes, as an administrator. */
    public void declare(String... names) {
        for (String name : names) {
            put(new OwnScope(new Scope(name), "Scope of a test"));
        }
    }

    public Optional<OwnScope> find(String name) {
        Scope scope = new Scope(name);
        return Optional.ofNullable(store.findRecords(List.of(scope)).get(scope.key()));
    }

    /** Performs an action before the next write, as a concurrent request. */
    public void beforeNextSave(Runnable action) {
        beforeSave = action;
    }

    /** Returns how often functions have read scopes. */
    public int reads() {
        return reads;
    }

    @Override
    public Map<String, OwnScope> findRecords(Collection<Scope> scopes) {
        reads++;
        tokens.requireReadable();
        return store.findRecords(scopes);
    }

    /** Returns all own scopes. */
    public List<OwnScope> list() {
        return store.list(_ -> {});
    }

    @Override
    public List<OwnScope> list(Consumer<String> onDamaged) {
        reads++;
        tokens.requireReadable();
        return store.list(onDamaged);
    }

    @Override
    public boolean save(ScopeChange change, ChangeStamp stamp) {
        tokens.requireWritable();
        Runnable action = beforeSave;
        beforeSave = () -> {};
        action.run();
        return store.save(change, stamp);
    }
}
