package dev.tokenry.access;

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
public final class Changes {

    private static final int TRIES = 5;

    private final TokenStore tokens;
    private final Reach reach;

    public Changes(TokenStore tokens, Reach reach) {
        this.tokens = tokens;
        this.reach = reach;
    }

    /** The token, if there is one that the principal may see and manage. */
    public Token find(TokenId id, Principal principal) {
        reach.requireMayManage(principal);
        return findVisible(id, principal);
    }

    /** The principal's own token, which it may look at whatever its user may. */
    public Token findItself(Principal principal) {
        return findVisible(principal.tokenId(), principal);
    }

    private Token findVisible(TokenId id, Principal principal) {
        Token token = tokens.find(id).orElseThrow(ApiException.NotFoundException::new);
        return Grants.requireVisible(token, principal);
    }

    /** Changes a token; a change that changes nothing writes nothing. */
    public Token change(Token read, UnaryOperator<Token> change) {
        return change(read, new Precondition.None(), change);
    }

    /** Changes a token that is what was expected. Whether the change is allowed is asked first. */
    public Token change(Token read, Precondition expected, UnaryOperator<Token> change) {
        return insist(read, expected, token -> {
            Token next = change.apply(token);
            expected.requireMetBy(token.version());
            return next.equals(token) ? new WriteResult.Written(token) : tokens.replace(token, next);
        });
    }

    public Token delete(Token read) {
        return delete(read, new Precondition.None());
    }

    /** Deletes a token that is what was expected. */
    public Token delete(Token read, Precondition expected) {
        expected.requireMetBy(read.version());
        return insist(read, expected, tokens::delete);
    }

    /** @throws ApiException.PreconditionFailedException when another change came first and this one is not meant for what it left */
    private static Token insist(Token read, Precondition expected, Function<Token, WriteResult> write) {
        Token token = read;
        for (int i = 0; i < TRIES; i++) {
            switch (write.apply(token)) {
                case WriteResult.Written(var done) -> {
                    return done;
                }
                case WriteResult.VersionConflict(var current) -> {
                    if (!expected.isUnconditional()) {
                        throw new ApiException.PreconditionFailedException();
                    }
                    token = current;
                }
                case WriteResult.NotFound _ -> throw new ApiException.NotFoundException();
            }
        }
        throw new ApiException.ConflictException("The token is being changed by other requests. Nothing was changed; try again.");
    }
}
