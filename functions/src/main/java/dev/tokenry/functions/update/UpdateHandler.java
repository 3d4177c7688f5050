package dev.tokenry.functions.update;

import dev.tokenry.administration.OptimisticUpdate;
import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.administration.TokenUpdate;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.api.Answer;
import dev.tokenry.functions.api.Body;
import dev.tokenry.functions.api.Endpoint;
import dev.tokenry.functions.api.Request;
import dev.tokenry.functions.api.TokenFields;
import dev.tokenry.functions.api.Unchangeable;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/** Changes a token's name, status and scopes, each if it is given. */
public final class UpdateHandler extends Endpoint {

    private final OptimisticUpdate tokens;
    private final TokenFields fields;
    private final Unchangeable unchangeable;
    private final InstantSource clock;

    public UpdateHandler() {
        this(Wiring.fromEnvironment());
    }

    public UpdateHandler(Wiring wiring) {
        tokens = wiring.changes();
        fields = wiring.tokenFields();
        unchangeable = new Unchangeable(wiring.dates(), Set.of());
        clock = wiring.clock();
    }

    @Override
    protected Answer answer(Request request, Principal caller) {
        TokenPermissions.requireCurrentSecret(caller);
        TokenId id = request.tokenId();
        Body body = request.body();
        Update update = Update.read(body, fields);
        Token token = tokens.get(id, caller);
        Instant now = clock.instant();
        unchangeable.requireUnchanged(body, token, now);
        body.requireValid();
        tokens.update(
                token, request.expected(), it -> new TokenUpdate(it, update.applyTo(it.settings())).applyAs(caller, now));
        return Answer.noContent();
    }
}
