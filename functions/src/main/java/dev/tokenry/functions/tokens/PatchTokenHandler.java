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
import dev.tokenry.functions.resource.TokenJson;
import dev.tokenry.functions.resource.ImmutableFields;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Instant;
import java.time.InstantSource;

/** Changes what a merge patch names about a token, and shows all of the token as it is then. */
public final class PatchTokenHandler extends AuthenticatedApiHandler {

    private final OptimisticUpdate tokens;
    private final TokenFieldParser fieldParser;
    private final ImmutableFields immutableFields;
    private final InstantSource clock;

    public PatchTokenHandler() {
        this(Wiring.fromEnvironment());
    }

    public PatchTokenHandler(Wiring wiring) {
        tokens = wiring.changes();
        fieldParser = wiring.tokenFieldParser();
        immutableFields = new ImmutableFields(wiring.dateParser(), PatchTokenRequest.FIELDS);
        clock = wiring.clock();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, Principal principal) {
        TokenPermissions.requireCurrentSecret(principal);
        TokenId id = request.tokenId();
        JsonBody body = request.body();
        Token token = tokens.get(id, principal);
        Instant now = clock.instant();
        PatchTokenRequest patch = PatchTokenRequest.from(body, fieldParser, token.settings());
        immutableFields.requireUnchanged(body, token, now);
        body.throwIfInvalid();
        Token is = tokens.update(token, request.precondition(), it -> apply(patch, it, principal, now));
        return ApiResponse.ok(TokenJson.full(is, now)).withETag(is.version());
    }

    private static Token apply(PatchTokenRequest patch, Token token, Principal principal, Instant now) {
        Token updated = new TokenUpdate(token, patch.applyTo(token.settings())).applyAs(principal, now);
        return updated.withSecrets(patch.applyTo(updated.secrets(), now));
    }
}
