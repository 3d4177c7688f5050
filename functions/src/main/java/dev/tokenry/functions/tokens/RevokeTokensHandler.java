package dev.tokenry.functions.tokens;

import dev.tokenry.administration.RevokeTokens;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.PublicApiHandler;
import java.util.Map;

/** Revokes the token values in the body. The response does not tell what they are. */
public final class RevokeTokensHandler extends PublicApiHandler {

    private final RevokeTokens revokeTokens;

    public RevokeTokensHandler() {
        this(Wiring.fromEnvironment());
    }

    public RevokeTokensHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        revokeTokens = wiring.revokeTokens();
    }

    @Override
    protected ApiResponse respond(ApiRequest request) {
        revokeTokens.execute(request.info(), RevokeTokensRequestParser.parse(request));
        return new ApiResponse(202, Map.of(), Map.of());
    }
}
