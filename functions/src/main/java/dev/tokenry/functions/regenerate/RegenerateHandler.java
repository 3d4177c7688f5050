package dev.tokenry.functions.regenerate;

import dev.tokenry.administration.OptimisticUpdate;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.administration.IssuedToken;
import dev.tokenry.administration.TokenIssuer;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.api.Answer;
import dev.tokenry.functions.api.Body;
import dev.tokenry.functions.api.Endpoint;
import dev.tokenry.functions.api.Request;
import dev.tokenry.functions.api.TokenJson;
import dev.tokenry.model.Principal;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.time.InstantSource;

/** Gives a token a new secret, and shows it this once. The old one dies with the answer, or after the overlap asked for. */
public final class RegenerateHandler extends Endpoint {

    private final OptimisticUpdate tokens;
    private final TokenIssuer issuer;
    private final ScopeCatalogue catalogue = ScopeCatalogue.builtIn();
    private final InstantSource clock;

    public RegenerateHandler() {
        this(Wiring.fromEnvironment());
    }

    public RegenerateHandler(Wiring wiring) {
        tokens = wiring.changes();
        issuer = wiring.issuer(wiring.peppers());
        clock = wiring.clock();
    }

    @Override
    protected Answer answer(Request request, Principal caller) {
        TokenPermissions.requireCurrentSecret(caller);
        Duration overlap =
                request.optionalBody().map(RegenerateHandler::overlap).orElse(Duration.ZERO);
        Token token = tokens.get(request.tokenId(), caller);
        TokenPermissions.requireMayRegenerate(caller, token, catalogue);
        IssuedToken issued = issuer.regenerate(token, overlap, request.expected());
        return Answer.ok(TokenJson.issued(issued.value().reveal(), issued.token(), clock.instant()));
    }

    private static Duration overlap(Body body) {
        Long seconds = body.integer("overlapSeconds", 0, TokenIssuer.MAX_OVERLAP.toSeconds());
        body.requireValid();
        return Duration.ofSeconds(seconds == null ? 0 : seconds);
    }
}
