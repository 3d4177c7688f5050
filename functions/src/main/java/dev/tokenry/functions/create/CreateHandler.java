package dev.tokenry.functions.create;

import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.administration.IdempotentTokenIssuer;
import dev.tokenry.administration.IdempotentTokenIssuer.Result;
import dev.tokenry.administration.IssuedToken;
import dev.tokenry.administration.TokenIssuer;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.api.Answer;
import dev.tokenry.functions.api.Body;
import dev.tokenry.functions.api.Endpoint;
import dev.tokenry.functions.api.Request;
import dev.tokenry.functions.api.TokenFields;
import dev.tokenry.functions.api.TokenJson;
import dev.tokenry.store.UserFinder;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Token;
import java.time.InstantSource;
import java.util.Optional;

/** Issues a token, and shows it this once; a repetition under an idempotency key is shown all but the secret. */
public final class CreateHandler extends Endpoint {

    private final TokenIssuer issuer;
    private final TokenVisibility reach;
    private final UserFinder users;
    private final IdempotentTokenIssuer idempotent;
    private final TokenFields fields;
    private final InstantSource clock;

    public CreateHandler() {
        this(Wiring.fromEnvironment());
    }

    public CreateHandler(Wiring wiring) {
        issuer = wiring.issuer(wiring.peppers());
        reach = wiring.reach();
        users = wiring.users();
        idempotent = wiring.idempotent(issuer);
        fields = wiring.tokenFields();
        clock = wiring.clock();
    }

    @Override
    protected Answer answer(Request request, Principal caller) {
        TokenPermissions.requireCurrentSecret(caller);
        reach.requireMayManageTokens(caller);
        Body body = request.body();
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

    private Answer created(IssuedToken issued, Request request) {
        return Answer.created(TokenJson.issued(issued.value().reveal(), issued.token(), clock.instant()))
                .with("Location", location(issued.token(), request));
    }

    private Answer repeated(Token token, Request request) {
        return Answer.ok(TokenJson.complete(token, clock.instant()))
                .with("Location", location(token, request))
                .with("Idempotency-Replayed", "true");
    }

    private static String location(Token token, Request request) {
        return request.path() + "/" + token.id();
    }
}
