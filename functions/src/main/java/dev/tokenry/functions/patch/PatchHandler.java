package dev.tokenry.functions.patch;

import dev.tokenry.administration.OptimisticUpdate;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.administration.TokenUpdate;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.functions.resource.TokenJson;
import dev.tokenry.functions.resource.ImmutableFields;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Instant;
import java.time.InstantSource;

/** Changes what a merge patch names about a token, and shows all of the token as it is then. */
public final class PatchHandler extends AuthenticatedApiHandler {

    private final OptimisticUpdate tokens;
    private final TokenFieldParser fields;
    private final ImmutableFields unchangeable;
    private final InstantSource clock;

    public PatchHandler() {
        this(Wiring.fromEnvironment());
    }

    public PatchHandler(Wiring wiring) {
        tokens = wiring.changes();
        fields = wiring.tokenFieldParser();
        unchangeable = new ImmutableFields(wiring.dateParser(), Patch.FIELDS);
        clock = wiring.clock();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, Principal caller) {
        TokenPermissions.requireCurrentSecret(caller);
        TokenId id = request.tokenId();
        JsonBody body = request.body();
        Token token = tokens.get(id, caller);
        Instant now = clock.instant();
        Patch patch = Patch.read(body, fields, token.settings());
        unchangeable.requireUnchanged(body, token, now);
        body.throwIfInvalid();
        Token is = tokens.update(token, request.precondition(), it -> apply(patch, it, caller, now));
        return ApiResponse.ok(TokenJson.full(is, now)).withETag(is.version());
    }

    private static Token apply(Patch patch, Token token, Principal caller, Instant now) {
        Token next = new TokenUpdate(token, patch.applyTo(token.settings())).applyAs(caller, now);
        return next.withSecrets(patch.applyTo(next.secrets(), now));
    }
}
