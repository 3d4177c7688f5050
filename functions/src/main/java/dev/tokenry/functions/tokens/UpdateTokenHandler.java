package dev.tokenry.functions.tokens;

import dev.tokenry.administration.OptimisticUpdate;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.administration.TokenUpdate;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.functions.resource.ImmutableFields;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/** Changes a token's name, status and scopes, each if it is given. */
public final class UpdateTokenHandler extends AuthenticatedApiHandler {

    private final OptimisticUpdate tokens;
    private final TokenFieldParser fieldParser;
    private final ImmutableFields immutableFields;
    private final InstantSource clock;

    public UpdateTokenHandler() {
        this(Wiring.fromEnvironment());
    }

    public UpdateTokenHandler(Wiring wiring) {
        tokens = wiring.changes();
        fieldParser = wiring.tokenFieldParser();
        immutableFields = new ImmutableFields(wiring.dateParser(), Set.of());
        clock = wiring.clock();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, Principal principal) {
        TokenPermissions.requireCurrentSecret(principal);
        TokenId id = request.tokenId();
        JsonBody body = request.body();
        UpdateTokenRequest update = UpdateTokenRequest.from(body, fieldParser);
        Token token = tokens.get(id, principal);
        Instant now = clock.instant();
        immutableFields.requireUnchanged(body, token, now);
        body.throwIfInvalid();
        tokens.update(
                token, request.precondition(), it -> new TokenUpdate(it, update.applyTo(it.settings())).applyAs(principal, now));
        return ApiResponse.noContent();
    }
}
