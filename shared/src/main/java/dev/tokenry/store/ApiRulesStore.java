package dev.tokenry.store;

import dev.tokenry.model.ApiRules;
import dev.tokenry.model.ChangeStamp;
import java.util.List;
import java.util.Optional;

/**
 * Stores the rules of attached APIs. Every method throws {@link dev.tokenry.error.ServiceUnavailableException} if the
 * store is unavailable.
 */
public interface ApiRulesStore extends ApiRulesFinder {

    /** A transaction of DynamoDB has at most 100 items, of which the rules are one. */
    int MAX_SCOPE_CHANGES = 99;

    /** Replaces all rules of an API, or inserts them if it has none. */
    void replace(String apiId, ApiRules rules, ChangeStamp stamp);

    /**
     * Replaces, inserts or deletes the rules of an API and changes own scopes: all or nothing.
     *
     * @param current the rules as they were read; empty if there are none or they are damaged
     * @param updated empty to delete the rules
     * @param scopes changes of at most {@link #MAX_SCOPE_CHANGES} scopes
     * @return false, without a change, if the rules or a scope changed since they were read
     */
    boolean change(
            String apiId,
            Optional<ApiRules> current,
            Optional<ApiRules> updated,
            List<ScopeChange> scopes,
            ChangeStamp stamp);

    /** Deletes the rules of an API, so that all its routes are denied. Has no effect if the API has none. */
    void delete(String apiId, ChangeStamp stamp);
}
