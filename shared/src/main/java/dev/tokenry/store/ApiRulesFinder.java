package dev.tokenry.store;

import dev.tokenry.model.ApiRules;
import java.util.Optional;

/** All that the authorizer asks about the APIs that attach it. */
public interface ApiRulesFinder {

    /**
     * The rules of an API as the last successful write left them; empty when it has none.
     *
     * @param apiId as API Gateway names the API
     * @throws dev.tokenry.error.ServiceUnavailableException when the store is away, or the item cannot be believed
     */
    Optional<ApiRules> find(String apiId);
}
