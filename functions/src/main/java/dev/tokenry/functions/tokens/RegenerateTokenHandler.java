package dev.tokenry.functions.tokens;

import dev.tokenry.administration.OptimisticUpdate;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.administration.IssuedToken;
import dev.tokenry.administration.TokenIssuer;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.resource.TokenJson;
import dev.tokenry.model.Principal;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.time.InstantSource;

/** Gives a token a new secret, and shows it this once. The old one dies with the answer, or after the overlap asked for. */
public final class RegenerateTokenHandler extends AuthenticatedApiHandler {

    private final OptimisticUpdate tokens;
    private final TokenIssuer issuer;
    private final ScopeCatalogue catalogue = ScopeCatalogue.builtIn();
    private final InstantSource clock;

    public RegenerateTokenHandler() {
        this(Wiring.fromEnvironment());
    }

    public RegenerateTokenHandler(Wiring wiring) {
        tokens = wiring.changes();
        issuer = wiring.tokenIssuer(wiring.pepperCache());
        clock = wiring.clock();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, Principal principal) {
        TokenPermissions.requireCurrentSecret(principal);
        Duration overlap =
                request.optionalBody().map(RegenerateTokenHandler::overlap).orElse(Duration.ZERO);
        Token token = tokens.get(request.tokenId(), principal);
        TokenPermissions.requireMayRegenerate(principal, token, catalogue);
        IssuedToken issued = issuer.regenerate(token, overlap, request.precondition());
        return ApiResponse.ok(TokenJson.issued(issued.value().reveal(), issued.token(), clock.instant()));
    }

    private static Duration overlap(JsonBody body) {
        Long seconds = body.longBetween("overlapSeconds", 0, TokenIssuer.MAX_OVERLAP.toSeconds());
        body.throwIfInvalid();
        return Duration.ofSeconds(seconds == null ? 0 : seconds);
    }
}
