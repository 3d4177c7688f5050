package dev.tokenry.functions.tokens;

import dev.tokenry.administration.CreateToken;
import dev.tokenry.administration.CreateToken.Result;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.functions.resource.TokenJson;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import java.time.InstantSource;

/**
 * Creates a token. The response contains the secret; a replay under the same idempotency key gets the token without it.
 */
public final class CreateTokenHandler extends AuthenticatedApiHandler {

    private final CreateToken createToken;
    private final TokenFieldParser fieldParser;
    private final TokenRenderer tokenRenderer;
    private final InstantSource clock;

    public CreateTokenHandler() {
        this(Wiring.fromEnvironment());
    }

    public CreateTokenHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        createToken = wiring.createToken();
        fieldParser = wiring.tokenFieldParser();
        tokenRenderer = wiring.tokenRenderer();
        clock = wiring.clock();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        JsonBody body = request.body();
        var command = new CreateToken.Command(
                request.idempotencyKey(""), () -> CreateTokenRequestParser.parse(body, fieldParser));
        return switch (createToken.execute(actor, command)) {
            case Result.Created(var issued) ->
                ApiResponse.created(TokenJson.issued(issued.value().reveal(), issued.token(), clock.instant()))
                        .withHeader("Location", location(issued.token(), request));
            case Result.Replayed(var token) ->
                ApiResponse.ok(tokenRenderer.full(token))
                        .withHeader("Location", location(token, request))
                        .withHeader("Idempotency-Replayed", "true");
        };
    }

    private static String location(Token token, ApiRequest request) {
        return request.fullPath() + "/" + token.id();
    }
}
