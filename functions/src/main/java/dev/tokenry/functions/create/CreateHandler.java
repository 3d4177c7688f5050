package dev.tokenry.functions.create;

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
public final class CreateHandler extends AuthenticatedApiHandler {

    private final TokenIssuer issuer;
    private final TokenVisibility reach;
    private final UserFinder users;
    private final IdempotentTokenIssuer idempotent;
    private final TokenFieldParser fields;
    private final InstantSource clock;

    public CreateHandler() {
        this(Wiring.fromEnvironment());
    }

    public CreateHandler(Wiring wiring) {
        issuer = wiring.tokenIssuer(wiring.pepperCache());
        reach = wiring.tokenVisibility();
        users = wiring.users();
        idempotent = wiring.idempotentTokenIssuer(issuer);
        fields = wiring.tokenFieldParser();
        clock = wiring.clock();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, Principal caller) {
        TokenPermissions.requireCurrentSecret(caller);
        reach.requireMayManageTokens(caller);
        JsonBody body = request.body();
        Optional<IdempotencyKey> key = request.idempotencyKey();
        Optional<Token> made = key.flatMap(it -> idempotent.findExisting(it, caller));
        if (made.isPresent()) {
            return repeated(made.get(), request);
        }
        NewToken asked =
                NewToken.read(body, fields, users, caller, clock.instant()).requireGrantedBy(caller);
        if (key.isEmpty()) {
            return created(issuer.issue(asked.origin(), asked.settings()), request);
        }
        return switch (idempotent.issue(key.get(), caller, asked.origin(), asked.settings())) {
            case Result.Created(var issued) -> created(issued, request);
            case Result.Replayed(var token) -> repeated(token, request);
        };
    }

    private ApiResponse created(IssuedToken issued, ApiRequest request) {
        return ApiResponse.created(TokenJson.issued(issued.value().reveal(), issued.token(), clock.instant()))
                .withHeader("Location", location(issued.token(), request));
    }

    private ApiResponse repeated(Token token, ApiRequest request) {
        return ApiResponse.ok(TokenJson.full(token, clock.instant()))
                .withHeader("Location", location(token, request))
                .withHeader("Idempotency-Replayed", "true");
    }

    private static String location(Token token, ApiRequest request) {
        return request.fullPath() + "/" + token.id();
    }
}
