package dev.tokenry.functions.tokens;

import dev.tokenry.administration.TokenReader;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.TokenQueryStore;
import java.util.Map;

/** Returns everything about a token except its secret. A token that reads itself also gets its effective scopes. */
public final class GetTokenHandler extends AuthenticatedApiHandler {

    private final TokenReader tokens;
    private final TokenQueryStore tokenQueries;
    private final TokenRenderer tokenRenderer;

    public GetTokenHandler() {
        this(Wiring.fromEnvironment());
    }

    public GetTokenHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        tokens = wiring.tokenReader();
        tokenQueries = wiring.tokenQueries();
        tokenRenderer = wiring.tokenRenderer();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        Token token = tokens.get(actor, request.tokenId());
        Map<String, Object> json = tokenRenderer.full(token, tokenQueries.findScopeUse(token));
        if (token.id().equals(actor.principal().tokenId())) {
            json.put("effectiveScopes", actor.principal().scopes().names());
        }
        return ApiResponse.ok(json).withETag(token.version());
    }
}
