package dev.tokenry.functions.patch;

import dev.tokenry.administration.OptimisticUpdate;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.administration.TokenUpdate;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.api.Answer;
import dev.tokenry.functions.api.Body;
import dev.tokenry.functions.api.Endpoint;
import dev.tokenry.functions.api.Request;
import dev.tokenry.functions.api.TokenFields;
import dev.tokenry.functions.api.TokenJson;
import dev.tokenry.functions.api.Unchangeable;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Instant;
import java.time.InstantSource;

/** Changes what a merge patch names about a token, and shows all of the token as it is then. */
public final class PatchHandler extends Endpoint {

    private final OptimisticUpdate tokens;
    private final TokenFields fields;
    private final Unchangeable unchangeable;
    private final InstantSource clock;

    public PatchHandler() {
        this(Wiring.fromEnvironment());
    }

    public PatchHandler(Wiring wiring) {
        tokens = wiring.changes();
        fields = wiring.tokenFields();
        unchangeable = new Unchangeable(wiring.dates(), Patch.FIELDS);
        clock = wiring.clock();
    }

    @Override
    protected Answer answer(Request request, Principal caller) {
        TokenPermissions.requireCurrentSecret(caller);
        TokenId id = request.tokenId();
        Body body = request.body();
        Token token = tokens.get(id, caller);
        Instant now = clock.instant();
        Patch patch = Patch.read(body, fields, token.settings());
        unchangeable.requireUnchanged(body, token, now);
        body.requireValid();
        Token is = tokens.update(token, request.expected(), it -> apply(patch, it, caller, now));
        return Answer.ok(TokenJson.complete(is, now)).atVersion(is.version());
    }

    private static Token apply(Patch patch, Token token, Principal caller, Instant now) {
        Token next = new TokenUpdate(token, patch.applyTo(token.settings())).applyAs(caller, now);
        return next.withSecrets(patch.applyTo(next.secrets(), now));
    }
}
