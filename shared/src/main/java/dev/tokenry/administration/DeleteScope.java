package dev.tokenry.administration;

import dev.tokenry.authorization.ScopePermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.exchange.trust.TrustQueryStore;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Operation;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Scope;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.ScopeChange;
import dev.tokenry.store.ScopeStore;
import dev.tokenry.store.TokenQueryStore;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Deletes a scope that no token has. The record of its name stays: a token that receives the scope at the same moment
 * keeps it, and must not open the API of a later declaration.
 */
public final class DeleteScope {

    /** A delete request. */
    public record Command(Scope scope, Precondition precondition) {}

    private final ScopeStore scopes;
    private final TokenQueryStore tokens;
    private final TrustQueryStore trusts;
    private final InstantSource clock;

    public DeleteScope(ScopeStore scopes, TokenQueryStore tokens, TrustQueryStore trusts, InstantSource clock) {
        this.clock = clock;
        this.scopes = scopes;
        this.tokens = tokens;
        this.trusts = trusts;
    }

    /**
     * @throws ApiException.ForbiddenException if the caller may not change scopes
     * @throws ApiException.NotFoundException if the scope is no own scope
     * @throws ApiException.ConflictException if an API declares the scope, tokens have it, trusts give it, or other
     *     requests keep changing it
     * @throws ApiException.PreconditionFailedException if the scope is not at the expected version
     */
    public void execute(TokenActor actor, Command command) {
        ScopePermissions.requireMayWrite(actor.principal());
        ChangeStamp stamp = new ChangeStamp(Operation.DELETE_SCOPE, actor, clock.instant());
        PutScope.UPDATE.run(
                () -> Optional.of(findKnown(command.scope())),
                current -> deletion(current.orElseThrow()),
                command.precondition(),
                (_, change) -> scopes.save(change, stamp) ? Optional.of(change) : Optional.empty());
    }

    private OwnScope findKnown(Scope scope) {
        return PutScope.find(scopes, scope)
                .filter(record -> !record.deleted() && record.scope().equals(scope))
                .orElseThrow(ApiException.NotFoundException::new);
    }

    private ScopeChange deletion(OwnScope scope) {
        if (!scope.apis().isEmpty()) {
            throw new ApiException.ConflictException(
                    ErrorReason.SCOPE_OF_API,
                    "The scope belongs to " + scope.describeApis()
                            + ". Remove it from Scopes of "
                            + (scope.apis().size() == 1 ? "the API's rules first." : "the rules of each first."));
        }
        ScopeHolders holders = ScopeHolders.of(scope.scope(), tokens, trusts);
        if (!holders.isEmpty()) {
            throw new ApiException.ConflictException(
                    ErrorReason.SCOPE_IN_USE,
                    "The scope is granted to " + holders.describe() + ". Remove it from them first.");
        }
        return new ScopeChange(Optional.of(scope), scope.asDeleted());
    }
}
