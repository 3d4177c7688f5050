package dev.tokenry.functions.tokens;

import dev.tokenry.administration.RegenerateToken;
import dev.tokenry.administration.RegenerateToken.Result;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.http.PreconditionHeaders;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.functions.resource.TokenJson;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/** Gives a token a new secret. The response contains the secret. */
public final class RegenerateTokenHandler extends AuthenticatedApiHandler {

    private final RegenerateToken regenerateToken;
    private final TokenFieldParser fieldParser;
    private final TokenRenderer tokenRenderer;
    private final InstantSource clock;

    public RegenerateTokenHandler() {
        this(Wiring.fromEnvironment());
    }

    public RegenerateTokenHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        regenerateToken = wiring.regenerateToken();
        fieldParser = wiring.tokenFieldParser();
        tokenRenderer = wiring.tokenRenderer();
        clock = wiring.clock();
    }

    @Override
    protected Set<String> preconditions() {
        return Set.of(PreconditionHeaders.IF_MATCH);
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        TokenId id = request.tokenId();
        var noKey = request.optionalBody()
                .map(body -> command(id, body, request.precondition()))
                .orElseGet(() -> new RegenerateToken.Command(id, Duration.ZERO, request.precondition()));
        var command = noKey.withKey(request.idempotencyKey("regenerate " + id + "\n"));
        return switch (regenerateToken.execute(actor, command)) {
            case Result.Regenerated(var issued) ->
                ApiResponse.ok(TokenJson.issued(issued.value().reveal(), issued.token(), clock.instant()));
            case Result.Replayed(var token) ->
                ApiResponse.ok(tokenRenderer.full(token)).withHeader("Idempotency-Replayed", "true");
        };
    }

    private RegenerateToken.Command command(TokenId id, JsonBody body, Precondition precondition) {
        Long seconds = body.longBetween("overlapSeconds", 0, RegenerateToken.MAX_OVERLAP.toSeconds());
        Instant expiresAt = fieldParser.expirationDate(body);
        body.throwIfInvalid();
        return new RegenerateToken.Command(
                id, Duration.ofSeconds(seconds == null ? 0 : seconds), expiresAt, precondition);
    }
}
