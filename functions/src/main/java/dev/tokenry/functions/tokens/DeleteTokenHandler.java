package dev.tokenry.functions.tokens;

import dev.tokenry.error.ViolationReason;
import dev.tokenry.administration.OptimisticUpdate;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ApiException.ParameterLocation;
import dev.tokenry.model.TokenId;

/** Deletes a token for good: its id is never used again. */
public final class DeleteTokenHandler extends AuthenticatedApiHandler {

    private final OptimisticUpdate tokens;

    public DeleteTokenHandler() {
        this(Wiring.fromEnvironment());
    }

    public DeleteTokenHandler(Wiring wiring) {
        tokens = wiring.changes();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, Principal principal) {
        TokenPermissions.requireCurrentSecret(principal);
        TokenId id = request.tokenId();
        if (id.equals(principal.tokenId())) {
            throw new ApiException.InvalidRequestException("id", ViolationReason.OWN_TOKEN, "A token cannot delete itself.", ParameterLocation.PATH);
        }
        tokens.delete(tokens.get(id, principal), request.precondition());
        return ApiResponse.noContent();
    }
}
