package dev.tokenry.administration;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.exchange.trust.TrustQueryStore;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeDeclaration;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.ScopeChange;
import dev.tokenry.store.ScopeFinder;
import dev.tokenry.store.TokenQueryStore;
import java.util.List;
import java.util.Optional;

/**
 * Writes the rules of an API together with the declarations of its scopes, so that a failed deployment leaves neither
 * half done. If another write comes first, the change is computed again.
 */
record ApiRulesUpdate(ApiRulesStore rules, ScopeFinder scopes, TokenQueryStore tokens, TrustQueryStore trusts) {

    private static final int MAX_ATTEMPTS = 5;

    /** @param updated empty to delete the rules; damaged rules are replaced or deleted like others */
    void apply(String apiId, Optional<ApiRules> updated, List<ScopeDeclaration> declared, ChangeStamp stamp) {
        ScopeDeclarations declarations = new ScopeDeclarations(scopes, tokens, trusts);
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            Stored stored = findStored(apiId);
            List<ScopeChange> changes = declarations.changes(apiId, stored.declared(), declared);
            boolean unchanged = !stored.damaged() && changes.isEmpty() && updated.equals(stored.rules());
            if (unchanged || rules.change(apiId, stored.rules(), updated, changes, stamp)) {
                return;
            }
        }
        throw new ApiException.ConflictException(
                ErrorReason.CONCURRENT_CHANGE,
                "Conflict with concurrent requests. No changes were made; retry the request.");
    }

    private Stored findStored(String apiId) {
        try {
            Optional<ApiRules> current = rules.find(apiId);
            return new Stored(current, current.map(ApiRules::scopes).orElse(List.of()), false);
        } catch (CorruptRecordException e) {
            List<Scope> declared = scopes.list(_ -> {}).stream()
                    .filter(scope -> scope.apis().contains(apiId))
                    .map(OwnScope::scope)
                    .toList();
            return new Stored(Optional.empty(), declared, true);
        }
    }

    private record Stored(Optional<ApiRules> rules, List<Scope> declared, boolean damaged) {}
}
