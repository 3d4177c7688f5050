package dev.tokenry.access;

import dev.tokenry.store.Replacement;
import dev.tokenry.store.TokenStore;
import dev.tokenry.token.Expected;
import dev.tokenry.token.Principal;
import dev.tokenry.token.Problem;
import dev.tokenry.token.Token;
import dev.tokenry.token.TokenId;
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
        Token token = tokens.find(id).orElseThrow(Problem.NotFound::new);
        return Grants.requireVisible(token, principal);
    }

    /** Changes a token; a change that changes nothing writes nothing. */
    public Token change(Token read, UnaryOperator<Token> change) {
        return change(read, new Expected.Anything(), change);
    }

    /** Changes a token that is what was expected. Whether the change is allowed is asked first. */
    public Token change(Token read, Expected expected, UnaryOperator<Token> change) {
        return insist(read, expected, token -> {
            Token next = change.apply(token);
            expected.requireMetBy(token.version());
            return next.equals(token) ? new Replacement.Done(token) : tokens.replace(token, next);
        });
    }

    public Token delete(Token read) {
        return delete(read, new Expected.Anything());
    }

    /** Deletes a token that is what was expected. */
    public Token delete(Token read, Expected expected) {
        expected.requireMetBy(read.version());
        return insist(read, expected, tokens::delete);
    }

    /** @throws Problem.PreconditionFailed when another change came first and this one is not meant for what it left */
    private static Token insist(Token read, Expected expected, Function<Token, Replacement> write) {
        Token token = read;
        for (int i = 0; i < TRIES; i++) {
            switch (write.apply(token)) {
                case Replacement.Done(var done) -> {
                    return done;
                }
                case Replacement.Outdated(var current) -> {
                    if (!expected.allowsAnother()) {
                        throw new Problem.PreconditionFailed();
                    }
                    token = current;
                }
                case Replacement.Gone _ -> throw new Problem.NotFound();
            }
        }
        throw new Problem.Conflict("The token is being changed by other requests. Nothing was changed; try again.");
    }
}
