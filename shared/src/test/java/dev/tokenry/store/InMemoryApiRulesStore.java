package dev.tokenry.store;

import dev.tokenry.model.ApiRules;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An {@link ApiRulesStore} in memory, for tests. */
public final class InMemoryApiRulesStore implements ApiRulesStore {

    private final Map<String, ApiRules> rulesByApiId = new ConcurrentHashMap<>();

    @Override
    public Optional<ApiRules> find(String apiId) {
        return Optional.ofNullable(rulesByApiId.get(apiId));
    }

    @Override
    public void replace(String apiId, ApiRules rules) {
        rulesByApiId.put(apiId, rules);
    }

    @Override
    public void delete(String apiId) {
        rulesByApiId.remove(apiId);
    }
}
