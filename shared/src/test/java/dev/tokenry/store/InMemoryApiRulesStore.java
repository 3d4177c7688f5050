package dev.tokenry.store;

import dev.tokenry.model.ApiRules;
import dev.tokenry.model.ChangeStamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An {@link ApiRulesStore} in memory, for tests. */
public final class InMemoryApiRulesStore implements ApiRulesStore {

    private final Map<String, ApiRules> rulesByApiId = new ConcurrentHashMap<>();
    private final InMemoryScopeStore scopes;

    public InMemoryApiRulesStore() {
        this(new InMemoryScopeStore());
    }

    public InMemoryApiRulesStore(InMemoryScopeStore scopes) {
        this.scopes = scopes;
    }

    @Override
    public Optional<ApiRules> find(String apiId) {
        return Optional.ofNullable(rulesByApiId.get(apiId));
    }

    @Override
    public void replace(String apiId, ApiRules rules, ChangeStamp stamp) {
        rulesByApiId.put(apiId, rules);
    }

    @Override
    public synchronized boolean change(
            String apiId,
            Optional<ApiRules> current,
            Optional<ApiRules> updated,
            List<ScopeChange> changes,
            ChangeStamp stamp) {
        if (!find(apiId).equals(current) || !scopes.saveAll(changes)) {
            return false;
        }
        updated.ifPresentOrElse(rules -> replace(apiId, rules, stamp), () -> delete(apiId, stamp));
        return true;
    }

    @Override
    public void delete(String apiId, ChangeStamp stamp) {
        rulesByApiId.remove(apiId);
    }
}
