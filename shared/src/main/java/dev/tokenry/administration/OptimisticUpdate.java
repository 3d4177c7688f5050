package dev.tokenry.administration;

import dev.tokenry.error.ErrorReason;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.authorization.TokenVisibility;

import dev.tokenry.store.WriteResult;
import dev.tokenry.store.TokenStore;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Changes tokens that others may be changing at the same time: a change that comes second is thought over again. */
public final class OptimisticUpdate {

    private static final int MAX_ATTEMPTS = 5;

    private final TokenStore tokens;
    private final TokenVisibility visibility;

    public OptimisticUpdate(TokenStore tokens, TokenVisibility visibility) {
        this.tokens = tokens;
        this.visibility = visibility;
    }

    /** The token, if there is one that the principal may see and manage. */
    public Token get(TokenId id, Principal principal) {
        visibility.requireMayManageTokens(principal);
        return getVisible(id, principal);
    }

    /** The principal's own token, which it may look at whatever its user may. */
    public Token getSelf(Principal principal) {
        return getVisible(principal.tokenId(), principal);
    }

    private Token getVisible(TokenId id, Principal principal) {
        Token token = tokens.find(id).orElseThrow(ApiException.NotFoundException::new);
        return TokenPermissions.requireVisible(token, principal);
    }

    /** Changes a token; a change that changes nothing writes nothing. */
    public Token update(Token current, UnaryOperator<Token> update) {
        return update(current, new Precondition.None(), update);
    }

    /** Changes a token that is what was expected. Whether the change is allowed is asked first. */
    public Token update(Token current, Precondition precondition, UnaryOperator<Token> update) {
        return retryOnConflict(current, precondition, token -> {
            Token updated = update.apply(token);
            precondition.requireMetBy(token.version());
            return updated.equals(token) ? new WriteResult.Written(token) : tokens.replace(token, updated);
        });
    }

    public Token delete(Token current) {
        return delete(current, new Precondition.None());
    }

    /** Deletes a token that is what was expected. */
    public Token delete(Token current, Precondition precondition) {
        precondition.requireMetBy(current.version());
        return retryOnConflict(current, precondition, tokens::delete);
    }

    /** @throws ApiException.PreconditionFailedException when another change came first and this one is not meant for what it left */
    private static Token retryOnConflict(Token initial, Precondition precondition, Function<Token, WriteResult> write) {
        Token token = initial;
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            switch (write.apply(token)) {
                case WriteResult.Written(var written) -> {
                    return written;
                }
                case WriteResult.VersionConflict(var current) -> {
                    if (!precondition.isUnconditional()) {
                        throw new ApiException.PreconditionFailedException();
                    }
                    token = current;
                }
                case WriteResult.NotFound _ -> throw new ApiException.NotFoundException();
            }
        }
        throw new ApiException.ConflictException(ErrorReason.CONCURRENT_CHANGE, "The token was modified concurrently. No changes were made; retry the request.");
    }
}
