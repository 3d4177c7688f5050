package dev.tokenry.functions.update;

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
public final class UpdateHandler extends AuthenticatedApiHandler {

    private final OptimisticUpdate tokens;
    private final TokenFieldParser fields;
    private final ImmutableFields unchangeable;
    private final InstantSource clock;

    public UpdateHandler() {
        this(Wiring.fromEnvironment());
    }

    public UpdateHandler(Wiring wiring) {
        tokens = wiring.changes();
        fields = wiring.tokenFieldParser();
        unchangeable = new ImmutableFields(wiring.dateParser(), Set.of());
        clock = wiring.clock();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, Principal caller) {
        TokenPermissions.requireCurrentSecret(caller);
        TokenId id = request.tokenId();
        JsonBody body = request.body();
        Update update = Update.read(body, fields);
        Token token = tokens.get(id, caller);
        Instant now = clock.instant();
        unchangeable.requireUnchanged(body, token, now);
        body.throwIfInvalid();
        tokens.update(
                token, request.precondition(), it -> new TokenUpdate(it, update.applyTo(it.settings())).applyAs(caller, now));
        return ApiResponse.noContent();
    }
}
