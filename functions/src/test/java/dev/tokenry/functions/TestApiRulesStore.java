package dev.tokenry.functions;

import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.InMemoryApiRulesStore;
import dev.tokenry.store.ScopeChange;
import java.util.List;
import java.util.Optional;

/** In-memory store for rules of attached APIs that can be made unavailable. */
public final class TestApiRulesStore implements ApiRulesStore {

    private final InMemoryApiRulesStore store;
    private volatile boolean unavailable;

    TestApiRulesStore(TestScopeStore scopes) {
        this.store = new InMemoryApiRulesStore(scopes.store());
    }

    public void makeUnavailable() {
        unavailable = true;
    }

    public void makeAvailable() {
        unavailable = false;
    }

    @Override
    public Optional<ApiRules> find(String apiId) {
        return availableStore().find(apiId);
    }

    @Override
    public void replace(String apiId, ApiRules rules, ChangeStamp stamp) {
        availableStore().replace(apiId, rules, stamp);
    }

    @Override
    public boolean change(
            String apiId,
            Optional<ApiRules> current,
            Optional<ApiRules> updated,
            List<ScopeChange> scopes,
            ChangeStamp stamp) {
        return availableStore().change(apiId, current, updated, scopes, stamp);
    }

    @Override
    public void delete(String apiId, ChangeStamp stamp) {
        availableStore().delete(apiId, stamp);
    }

    private ApiRulesStore availableStore() {
        if (unavailable) {
            throw new ServiceUnavailableException("The test table is unavailable");
        }
        return store;
    }
}
