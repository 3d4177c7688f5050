package dev.tokenry.functions.delete;

import dev.tokenry.access.Changes;
import dev.tokenry.access.Grants;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.api.Answer;
import dev.tokenry.functions.api.Endpoint;
import dev.tokenry.functions.api.Request;
import dev.tokenry.token.Principal;
import dev.tokenry.token.Problem;
import dev.tokenry.token.Problem.Place;
import dev.tokenry.token.TokenId;

/** Deletes a token for good: its id is never used again. */
public final class DeleteHandler extends Endpoint {

    private final Changes tokens;

    public DeleteHandler() {
        this(Wiring.fromEnvironment());
    }

    public DeleteHandler(Wiring wiring) {
        tokens = wiring.changes();
    }

    @Override
    protected Answer answer(Request request, Principal caller) {
        Grants.requireCurrentSecret(caller);
        TokenId id = request.tokenId();
        if (id.equals(caller.tokenId())) {
            throw new Problem.Invalid("id", "A token cannot delete itself.", Place.PATH);
        }
        tokens.delete(tokens.find(id, caller), request.expected());
        return Answer.noContent();
    }
}
