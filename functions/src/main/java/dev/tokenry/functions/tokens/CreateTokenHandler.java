package dev.tokenry.functions.tokens;

import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.administration.IdempotentTokenIssuer;
import dev.tokenry.administration.IdempotentTokenIssuer.Result;
import dev.tokenry.administration.IssuedToken;
import dev.tokenry.administration.TokenIssuer;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.functions.resource.TokenJson;
import dev.tokenry.store.UserFinder;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Token;
import java.time.InstantSource;
import java.util.Optional;

/** Issues a token, and shows it this once; a repetition under an idempotency key is shown all but the secret. */
public final class CreateTokenHandler extends AuthenticatedApiHandler {

    private final TokenIssuer issuer;
    private final TokenVisibility tokenVisibility;
    private final UserFinder users;
    private final IdempotentTokenIssuer idempotentIssuer;
    private final TokenFieldParser fieldParser;
    private final InstantSource clock;

    public CreateTokenHandler() {
        this(Wiring.fromEnvironment());
    }

    public CreateTokenHandler(Wiring wiring) {
        issuer = wiring.tokenIssuer(wiring.pepperCache());
        tokenVisibility = wiring.tokenVisibility();
        users = wiring.users();
        idempotentIssuer = wiring.idempotentTokenIssuer(issuer);
        fieldParser = wiring.tokenFieldParser();
        clock = wiring.clock();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, Principal principal) {
        TokenPermissions.requireCurrentSecret(principal);
        tokenVisibility.requireMayManageTokens(principal);
        JsonBody body = request.body();
        Optional<IdempotencyKey> key = request.idempotencyKey();
        Optional<Token> made = key.flatMap(it -> idempotentIssuer.findExisting(it, principal));
        if (made.isPresent()) {
            return replayed(made.get(), request);
        }
        CreateTokenRequest asked =
                CreateTokenRequest.from(body, fieldParser, users, principal, clock.instant()).requireMayCreate(principal);
        if (key.isEmpty()) {
            return created(issuer.issue(asked.origin(), asked.settings()), request);
        }
        return switch (idempotentIssuer.issue(key.get(), principal, asked.origin(), asked.settings())) {
            case Result.Created(var issued) -> created(issued, request);
            case Result.Replayed(var token) -> replayed(token, request);
        };
    }

    private ApiResponse created(IssuedToken issued, ApiRequest request) {
        return ApiResponse.created(TokenJson.issued(issued.value().reveal(), issued.token(), clock.instant()))
                .withHeader("Location", location(issued.token(), request));
    }

    private ApiResponse replayed(Token token, ApiRequest request) {
        return ApiResponse.ok(TokenJson.full(token, clock.instant()))
                .withHeader("Location", location(token, request))
                .withHeader("Idempotency-Replayed", "true");
    }

    private static String location(Token token, ApiRequest request) {
        return request.fullPath() + "/" + token.id();
    }
}
