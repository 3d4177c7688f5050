package dev.tokenry.functions.tokens;

import dev.tokenry.authentication.Authenticator;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.resource.TokenJson;
import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Token;
import java.time.InstantSource;
import java.util.Objects;

/** From a whole token to its record, whether the token works or not. What proves nothing is as unknown as what never was. */
public final class LookUpTokenHandler extends AuthenticatedApiHandler {

    private static final String TOKEN = "token";

    private final TokenVisibility tokenVisibility;
    private final Authenticator authenticator;
    private final InstantSource clock;

    public LookUpTokenHandler() {
        this(Wiring.fromEnvironment());
    }

    public LookUpTokenHandler(Wiring wiring) {
        tokenVisibility = wiring.tokenVisibility();
        authenticator = wiring.authenticator();
        clock = wiring.clock();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, Principal principal) {
        String whole = tokenValue(request.bodyAllowingToken(TOKEN));
        // Who holds a whole token could as well use it: nothing is given away by looking before asking who may manage.
        Token proven = authenticator.lookUp(whole).orElseThrow(ApiException.NotFoundException::new);
        Token token = tokenVisibility.requireVisible(proven, principal);
        return ApiResponse.ok(TokenJson.full(token, clock.instant())).withETag(token.version());
    }

    private static String tokenValue(JsonBody body) {
        String tokenValue = body.required(TOKEN, body::string);
        body.throwIfInvalid();
        return Objects.requireNonNull(tokenValue);
    }
}
