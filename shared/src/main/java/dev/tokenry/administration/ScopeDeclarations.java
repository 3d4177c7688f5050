package dev.tokenry.administration;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.exchange.trust.TrustQueryStore;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeDeclaration;
import dev.tokenry.store.ScopeChange;
import dev.tokenry.store.ScopeFinder;
import dev.tokenry.store.TokenQueryStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which own scopes change when an API declares scopes. An API can declare a scope of another one with the same
 * description. It takes up a scope that another API has withdrawn only if no token has it and no trust gives it, or if
 * an administrator has confirmed the scope: tokens of the other API must not open this one.
 */
record ScopeDeclarations(ScopeFinder scopes, TokenQueryStore tokens, TrustQueryStore trusts) {

    /**
     * Returns what has to be written.
     *
     * @param previous the scopes that the API has declared up to now
     * @throws ApiException.InvalidRequestException if a scope exists in another spelling or with another description
     * @throws ApiException.ConflictException if a scope belongs to another API, tokens have a deleted one, or there are
     *     too many scopes
     */
    List<ScopeChange> changes(String apiId, Collection<Scope> previous, List<ScopeDeclaration> declared) {
        Set<String> declaredKeys =
                declared.stream().map(declaration -> declaration.scope().key()).collect(Collectors.toSet());
        Map<String, OwnScope> records = scopes.findRecords(
                Stream.concat(previous.stream(), declared.stream().map(ScopeDeclaration::scope))
                        .toList());
        List<ScopeChange> changes = new ArrayList<>();
        for (ScopeDeclaration declaration : declared) {
            Optional<OwnScope> current =
                    Optional.ofNullable(records.get(declaration.scope().key()));
            OwnScope updated = declare(apiId, declaration, current);
            if (current.filter(updated::equals).isEmpty()) {
                changes.add(new ScopeChange(current, updated));
            }
        }
        requireBelowLimit(changes);
        previous.stream()
                .map(scope -> records.get(scope.key()))
                .filter(record -> record != null
                        && record.apis().contains(apiId)
                        && !declaredKeys.contains(record.scope().key()))
                .forEach(record -> changes.add(new ScopeChange(Optional.of(record), record.withdrawnBy(apiId))));
        return changes;
    }

    private OwnScope declare(String apiId, ScopeDeclaration declaration, Optional<OwnScope> current) {
        if (current.isEmpty()) {
            return new OwnScope(declaration.scope(), declaration.description())
                    .declaredBy(apiId, declaration.description());
        }
        OwnScope record = current.get();
        if (record.deleted()) {
            requireNoHolders(ErrorReason.SCOPE_IN_USE, declaration.scope(), "was deleted");
            return new OwnScope(declaration.scope(), declaration.description())
                    .withVersion(record.version())
                    .declaredBy(apiId, declaration.description());
        }
        if (!record.scope().equals(declaration.scope())) {
            throw invalid(
                    ViolationReason.RESERVED_NAME,
                    "The scope " + declaration.scope() + " differs only in case from the scope " + record.scope()
                            + ".");
        }
        if (!apiId.equals(record.api())) {
            requireMayTakeUp(declaration, record);
        } else if (record.apis().size() > 1) {
            requireSameDescription(declaration, record);
        }
        return record.declaredBy(apiId, declaration.description());
    }

    private void requireMayTakeUp(ScopeDeclaration declaration, OwnScope record) {
        if (record.isRetired()) {
            requireNoHolders(
                    ErrorReason.SCOPE_OF_API,
                    declaration.scope(),
                    "belongs to the API " + record.api() + ", which has withdrawn it");
        } else {
            requireSameDescription(declaration, record);
        }
    }

    private static void requireSameDescription(ScopeDeclaration declaration, OwnScope record) {
        if (!record.description().equals(declaration.description())) {
            throw invalid(
                    ViolationReason.INCONSISTENT,
                    "The scope " + record.scope() + " exists with another description, which must be the same: "
                            + record.description());
        }
    }

    private void requireNoHolders(ErrorReason reason, Scope scope, String state) {
        ScopeHolders holders = ScopeHolders.of(scope, tokens, trusts);
        if (!holders.isEmpty()) {
            throw new ApiException.ConflictException(
                    reason,
                    "The scope " + scope + " " + state + ", and is still granted to " + holders.describe()
                            + ". Remove it from them, or confirm it with PUT /v2/scopes/" + scope + ".");
        }
    }

    private void requireBelowLimit(List<ScopeChange> changes) {
        int added = (int) changes.stream()
                .filter(change ->
                        change.current().filter(record -> !record.deleted()).isEmpty())
                .count();
        if (added > 0) {
            PutScope.requireBelowLimit(scopes.list(_ -> {}).size() + added);
        }
    }

    private static ApiException invalid(ViolationReason reason, String message) {
        return new ApiException.InvalidRequestException("scopes", reason, message, ParameterLocation.PAYLOAD_BODY);
    }
}
