package dev.tokenry.functions.regenerate;

import dev.tokenry.access.Changes;
import dev.tokenry.access.Grants;
import dev.tokenry.access.Issued;
import dev.tokenry.access.Issuer;
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

    private final Changes tokens;
    private final Issuer issuer;
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
        Grants.requireCurrentSecret(caller);
        Duration overlap =
                request.optionalBody().map(RegenerateHandler::overlap).orElse(Duration.ZERO);
        Token token = tokens.find(request.tokenId(), caller);
        Grants.requireMayRegenerate(caller, token, catalogue);
        Issued issued = issuer.regenerate(token, overlap, request.expected());
        return Answer.ok(TokenJson.issued(issued.whole().reveal(), issued.token(), clock.instant()));
    }

    private static Duration overlap(Body body) {
        Long seconds = body.integer("overlapSeconds", 0, Issuer.LONGEST_OVERLAP.toSeconds());
        body.requireValid();
        return Duration.ofSeconds(seconds == null ? 0 : seconds);
    }
}
