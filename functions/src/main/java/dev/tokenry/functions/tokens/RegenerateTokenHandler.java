package dev.tokenry.functions.tokens;

import dev.tokenry.administration.IssuedToken;
import dev.tokenry.administration.RegenerateToken;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.resource.TokenJson;
import dev.tokenry.model.TokenActor;
import java.time.Duration;
import java.time.InstantSource;

/** Gives a token a new secret. The response contains the secret. */
public final class RegenerateTokenHandler extends AuthenticatedApiHandler {

    private final RegenerateToken regenerateToken;
    private final InstantSource clock;

    public RegenerateTokenHandler() {
        this(Wiring.fromEnvironment());
    }

    public RegenerateTokenHandler(Wiring wiring) {
        regenerateToken = wiring.regenerateToken();
        clock = wiring.clock();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        Duration overlap =
                request.optionalBody().map(RegenerateTokenHandler::overlap).orElse(Duration.ZERO);
        var command = new RegenerateToken.Command(request.tokenId(), overlap, request.precondition());
        IssuedToken issued = regenerateToken.execute(actor, command);
        return ApiResponse.ok(TokenJson.issued(issued.value().reveal(), issued.token(), clock.instant()));
    }

    private static Duration overlap(JsonBody body) {
        Long seconds = body.longBetween("overlapSeconds", 0, RegenerateToken.MAX_OVERLAP.toSeconds());
        body.throwIfInvalid();
        return Duration.ofSeconds(seconds == null ? 0 : seconds);
    }
}
