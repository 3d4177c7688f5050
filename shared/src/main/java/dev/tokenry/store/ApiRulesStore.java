package dev.tokenry.store;

import dev.tokenry.model.ApiRules;

/**
 * Stores the rules of attached APIs. Every method throws {@link dev.tokenry.error.ServiceUnavailableException} if the
 * store is unavailable.
 */
public interface ApiRulesStore extends ApiRulesFinder {

    /** Replaces all rules of an API, or inserts them if it has none. */
    void replace(String apiId, ApiRules rules);

    /** Deletes the rules of an API, so that all its routes are denied. Has no effect if the API has none. */
    void delete(String apiId);
}
