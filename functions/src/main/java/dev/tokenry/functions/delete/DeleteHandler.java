package dev.tokenry.functions.delete;

import dev.tokenry.administration.OptimisticUpdate;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.api.Answer;
import dev.tokenry.functions.api.Endpoint;
import dev.tokenry.functions.api.Request;
import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ApiException.ParameterLocation;
import dev.tokenry.model.TokenId;

/** Deletes a token for good: its id is never used again. */
public final class DeleteHandler extends Endpoint {

    private final OptimisticUpdate tokens;

    public DeleteHandler() {
        this(Wiring.fromEnvironment());
    }

    public DeleteHandler(Wiring wiring) {
        tokens = wiring.changes();
    }

    @Override
    protected Answer answer(Request request, Principal caller) {
        TokenPermissions.requireCurrentSecret(caller);
        TokenId id = request.tokenId();
        if (id.equals(caller.tokenId())) {
            throw new ApiException.InvalidRequestException("id", "A token cannot delete itself.", ParameterLocation.PATH);
        }
        tokens.delete(tokens.get(id, caller), request.expected());
        return Answer.noContent();
    }
}
