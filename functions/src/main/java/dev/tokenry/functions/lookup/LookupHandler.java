package dev.tokenry.functions.lookup;

import dev.tokenry.authentication.Authenticator;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.api.Answer;
import dev.tokenry.functions.api.Body;
import dev.tokenry.functions.api.Endpoint;
import dev.tokenry.functions.api.Request;
import dev.tokenry.functions.api.TokenJson;
import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Token;
import java.time.InstantSource;
import java.util.Objects;

/** From a whole token to its record, whether the token works or not. What proves nothing is as unknown as what never was. */
public final class LookupHandler extends Endpoint {

    private static final String TOKEN = "token";

    private final TokenVisibility reach;
    private final Authenticator authenticator;
    private final InstantSource clock;

    public LookupHandler() {
        this(Wiring.fromEnvironment());
    }

    public LookupHandler(Wiring wiring) {
        reach = wiring.reach();
        authenticator = wiring.authenticator();
        clock = wiring.clock();
    }

    @Override
    protected Answer answer(Request request, Principal caller) {
        String whole = whole(request.bodyWithToken(TOKEN));
        // Who holds a whole token could as well use it: nothing is given away by looking before asking who may manage.
        Token proven = authenticator.lookUp(whole).orElseThrow(ApiException.NotFoundException::new);
        Token token = reach.requireVisible(proven, caller);
        return Answer.ok(TokenJson.complete(token, clock.instant())).atVersion(token.version());
    }

    private static String whole(Body body) {
        String whole = body.text(TOKEN);
        if (!body.has(TOKEN)) {
            body.refuse(TOKEN, "is required");
        }
        body.requireValid();
        return Objects.requireNonNull(whole);
    }
}
