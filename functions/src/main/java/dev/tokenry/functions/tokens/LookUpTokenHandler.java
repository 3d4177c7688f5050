package dev.tokenry.functions.tokens;

import dev.tokenry.administration.LookUpToken;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;

/** Finds the record of a token by the token value in the body. Disabled and expired tokens are found, too. */
public final class LookUpTokenHandler extends AuthenticatedApiHandler {

    private final LookUpToken lookUpToken;
    private final TokenRenderer tokenRenderer;

    public LookUpTokenHandler() {
        this(Wiring.fromEnvironment());
    }

    public LookUpTokenHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        lookUpToken = wiring.lookUpToken();
        tokenRenderer = wiring.tokenRenderer();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        Token token = lookUpToken.execute(actor, LookUpTokenRequestParser.parse(request));
        return ApiResponse.ok(tokenRenderer.full(token)).withETag(token.version());
    }
}
