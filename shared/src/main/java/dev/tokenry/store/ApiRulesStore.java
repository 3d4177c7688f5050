package dev.tokenry.store;

import dev.tokenry.model.ApiRules;

/** Where the rules of attached APIs are kept. Every method throws {@link dev.tokenry.error.ServiceUnavailableException} when the store is away. */
public interface ApiRulesStore extends ApiRulesFinder {

    /** Gives an API these rules, in the place of those it had. */
    void replace(String apiId, ApiRules rules);

    /** Takes an API its rules, so that nobody may use its routes; without effect when it has none. */
    void delete(String apiId);
}
