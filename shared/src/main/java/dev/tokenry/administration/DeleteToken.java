package dev.tokenry.administration;

import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Operation;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.UserFinder;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Deletes a token permanently. Its id is never used again. A token from an exchange may delete itself, at the end of
 * its job.
 */
public final class DeleteToken {

    /** A delete request. */
    public record Command(TokenId id, Precondition precondition) {}

    private final TokenStore tokens;
    private final TokenVisibility visibility;
    private final UserFinder users;
    private final ScopeCatalogue catalogue;
    private final InstantSource clock;

    public DeleteToken(
            TokenStore tokens,
            UserFinder users,
            TokenVisibility visibility,
            ScopeCatalogue catalogue,
            InstantSource clock) {
        this.tokens = tokens;
        this.visibility = visibility;
        this.users = users;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /**
     * Returns the deleted token; empty if its record is damaged. A damaged record can be deleted only by a caller that
     * manages all tokens, because it does not tell whose it is.
     *
     * @throws ApiException.InvalidRequestException if the token would delete itself
     * @throws ApiException.ForbiddenException if the scope is missing, or the caller may not manage tokens, or not this
     *     one
     * @throws ApiException.NotFoundException if the token does not exist or is not visible to the caller
     * @throws ApiException.PreconditionFailedException if the token is not at the expected version
     * @throws ApiException.ConflictException if other requests keep changing the token
     */
    public Optional<Token> execute(TokenActor actor, Command command) {
        Principal caller = actor.principal();
        boolean deletesItself = caller.exchanged() && command.id().equals(caller.tokenId());
        Principal principal = deletesItself ? caller : requireMayDeleteOthers(caller, command.id());
        ChangeStamp stamp = new ChangeStamp(Operation.DELETE_TOKEN, actor, clock.instant());
        try {
            return Optional.of(delete(principal, command, stamp));
        } catch (CorruptRecordException e) {
            if (!principal.managesAllTokens() || !(command.precondition() instanceof Precondition.None)) {
                throw e;
            }
            tokens.deleteDamaged(command.id(), stamp);
            return Optional.empty();
        }
    }

    private Principal requireMayDeleteOthers(Principal caller, TokenId id) {
        TokenPermissions.requireScope(caller, Scope.WRITE_TOKENS, catalogue);
        TokenPermissions.requireMayWrite(caller);
        TokenPermissions.requireNotSelf(caller, id, "id", "delete");
        return visibility.requireMayManageTokens(caller);
    }

    private Token delete(Principal principal, Command command, ChangeStamp stamp) {
        return OptimisticUpdate.TOKEN.run(
                () -> TokenReader.findVisible(tokens, command.id(), principal),
                current -> requireMayDelete(principal, current),
                command.precondition(),
                (current, _) -> OptimisticUpdate.toOptional(tokens.delete(current, stamp)));
    }

    private Token requireMayDelete(Principal principal, Token token) {
        if (token.id().equals(principal.tokenId())) {
            return token;
        }
        TokenPermissions.requireMayWeaken(
                principal, token, () -> users.find(token.origin().owner()), catalogue);
        return token;
    }
}
