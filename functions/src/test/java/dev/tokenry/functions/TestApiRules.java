package dev.tokenry.functions;

import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.InMemoryApiRulesStore;
import dev.tokenry.model.ApiRules;
import dev.tokenry.error.ServiceUnavailableException;
import java.util.Optional;

/** The rules of attached APIs in memory, which can go away. */
public final class TestApiRules implements ApiRulesStore {

    private final InMemoryApiRulesStore kept = new InMemoryApiRulesStore();
    private volatile boolean away;

    public void goAway() {
        away = true;
    }

    public void comeBack() {
        away = false;
    }

    @Override
    public Optional<ApiRules> find(String apiId) {
        return there().find(apiId);
    }

    @Override
    public void replace(String apiId, ApiRules rules) {
        there().replace(apiId, rules);
    }

    @Override
    public void delete(String apiId) {
        there().delete(apiId);
    }

    private ApiRulesStore there() {
        if (away) {
            throw new ServiceUnavailableException("The test's table is away");
        }
        return kept;
    }
}
