package dev.tokenry.store;

import dev.tokenry.model.ApiRules;
import java.util.Optional;

/** Finds the rules of the APIs that use the authorizer of this deployment. */
public interface ApiRulesFinder {

    /**
     * Returns the current rules of an API, or empty if it has none. The read is strongly consistent.
     *
     * @param apiId the id of the API in API Gateway
     * @throws dev.tokenry.error.ServiceUnavailableException if the store is unavailable or the record is invalid
     */
    Optional<ApiRules> find(String apiId);
}
