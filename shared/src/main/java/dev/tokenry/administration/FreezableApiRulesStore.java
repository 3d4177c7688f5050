package dev.tokenry.administration;

import dev.tokenry.model.ApiRules;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.ScopeChange;
import java.util.List;
import java.util.Optional;

/**
 * Stops the writes of rules of APIs during a {@link ManagementFreeze}, except deleting: an API without rules denies
 * every request.
 */
record FreezableApiRulesStore(ApiRulesStore store, ManagementFreeze freeze) implements ApiRulesStore {

    @Override
    public Optional<ApiRules> find(String apiId) {
        return store.find(apiId);
    }

    /** Putting the stored rules again is no write: CloudFormation does so when it rolls a stack back. */
    @Override
    public void replace(String apiId, ApiRules rules, ChangeStamp stamp) {
        if (freeze.isFrozen() && store.find(apiId).equals(Optional.of(rules))) {
            return;
        }
        freeze.requireNotFrozen();
        store.replace(apiId, rules, stamp);
    }

    @Override
    public boolean change(
            String apiId,
            Optional<ApiRules> current,
            Optional<ApiRules> updated,
            List<ScopeChange> scopes,
            ChangeStamp stamp) {
        if (updated.isPresent()) {
            freeze.requireNotFrozen();
        }
        return store.change(apiId, current, updated, scopes, stamp);
    }

    @Override
    public void delete(String apiId, ChangeStamp stamp) {
        store.delete(apiId, stamp);
    }
}
