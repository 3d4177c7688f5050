package dev.tokenry.functions.tokens;

import dev.tokenry.administration.UpdateToken;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.http.PreconditionHeaders;
import dev.tokenry.functions.resource.ImmutableFields;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenId;
import java.util.Set;

/** Updates the name, status and scopes of a token. Omitted fields are not changed. */
public final class UpdateTokenHandler extends AuthenticatedApiHandler {

    private final UpdateToken updateToken;
    private final TokenFieldParser fieldParser;
    private final ImmutableFields immutableFields;

    public UpdateTokenHandler() {
        this(Wiring.fromEnvironment());
    }

    public UpdateTokenHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        updateToken = wiring.updateToken();
        fieldParser = wiring.tokenFieldParser();
        immutableFields = ImmutableFields.ofPut(wiring.dateParser());
    }

    @Override
    protected Set<String> preconditions() {
        return Set.of(PreconditionHeaders.IF_MATCH, PreconditionHeaders.IF_NONE_MATCH);
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        TokenId id = request.tokenId();
        JsonBody body = request.body();
        updateToken.execute(
                actor, new UpdateToken.Command(id, request.precondition(), current -> change(body, current)));
        return ApiResponse.noContent();
    }

    private UpdateToken.Change change(JsonBody body, Token current) {
        UpdateTokenRequest update = UpdateTokenRequest.from(body, fieldParser, current.settings());
        fieldParser.rejectUnsupported(body);
        immutableFields.requireUnchanged(body, current);
        body.throwIfInvalid();
        return UpdateToken.Change.of(current, update.applyTo(current.settings()));
    }
}
