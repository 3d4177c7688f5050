package dev.tokenry.functions.tokens;

import dev.tokenry.administration.OptimisticUpdate;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.resource.TokenJson;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.InstantSource;
import java.util.Map;

/** Shows all of a token but its secret. Every token may look at itself. */
public final class GetTokenHandler extends AuthenticatedApiHandler {

    private final OptimisticUpdate tokens;
    private final ScopeCatalogue catalogue = ScopeCatalogue.builtIn();
    private final InstantSource clock;

    public GetTokenHandler() {
        this(Wiring.fromEnvironment());
    }

    public GetTokenHandler(Wiring wiring) {
        tokens = wiring.changes();
        clock = wiring.clock();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, Principal principal) {
        TokenId id = request.tokenId();
        boolean itself = id.equals(principal.tokenId());
        if (!itself) {
            TokenPermissions.requireScope(principal, Scope.READ_TOKENS, catalogue);
        }
        Token token = itself ? tokens.getSelf(principal) : tokens.get(id, principal);
        Map<String, Object> json = TokenJson.full(token, clock.instant());
        if (itself) {
            json.put("effectiveScopes", principal.scopes().names());
        }
        return ApiResponse.ok(json).withETag(token.version());
    }
}
