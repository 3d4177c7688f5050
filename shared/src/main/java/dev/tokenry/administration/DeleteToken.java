package dev.tokenry.administration;

import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.TokenStore;
import java.util.function.Function;

/** Deletes a token permanently. Its id is never used again. */
public final class DeleteToken {

    /** A delete request. */
    public record Command(TokenId id, Precondition precondition) {}

    private final TokenStore tokens;
    private final TokenVisibility visibility;

    public DeleteToken(TokenStore tokens, TokenVisibility visibility) {
        this.tokens = tokens;
        this.visibility = visibility;
    }

    /**
     * Returns the deleted token.
     *
     * @throws ApiException.InvalidRequestException if the token would delete itself
     * @throws ApiException.ForbiddenException if the caller may not manage tokens
     * @throws ApiException.NotFoundException if the token does not exist or is not visible to the caller
     * @throws ApiException.PreconditionFailedException if the token is not at the expected version
     * @throws ApiException.ConflictException if other requests keep changing the token
     */
    public Token execute(TokenActor actor, Command command) {
        Principal principal = actor.principal();
        TokenPermissions.requireCurrentSecret(principal);
        TokenPermissions.requireNotSelf(principal, command.id(), "id", "delete");
        visibility.requireMayManageTokens(principal);
        return OptimisticUpdate.TOKEN.run(
                () -> TokenReader.findVisible(tokens, command.id(), principal),
                Function.identity(),
                command.precondition(),
                (current, _) -> OptimisticUpdate.toOptional(tokens.delete(current)));
    }
}
