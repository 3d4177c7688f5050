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
import java.util.Objects;
import java.util.Set;

/** Applies a merge patch to a token and returns the updated token. */
public final class PatchTokenHandler extends AuthenticatedApiHandler {

    private final UpdateToken updateToken;
    private final TokenFieldParser fieldParser;
    private final ImmutableFields immutableFields;
    private final TokenRenderer tokenRenderer;

    public PatchTokenHandler() {
        this(Wiring.fromEnvironment());
    }

    public PatchTokenHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        updateToken = wiring.updateToken();
        fieldParser = wiring.tokenFieldParser();
        immutableFields = ImmutableFields.ofMergePatch(wiring.dateParser(), PatchTokenRequest.FIELDS);
        tokenRenderer = wiring.tokenRenderer();
    }

    @Override
    protected Set<String> preconditions() {
        return Set.of(PreconditionHeaders.IF_MATCH);
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        TokenId id = request.tokenId();
        JsonBody body = request.body();
        TokenRenderer renderer = tokenRenderer.remembering();
        var command = new UpdateToken.Command(id, request.precondition(), current -> {
            UpdateToken.Change change = change(body, current);
            renderer.prepare(change.owner());
            return change;
        });
        Token token = updateToken.execute(actor, command).token();
        return ApiResponse.ok(renderer.full(token)).withETag(token.version());
    }

    private UpdateToken.Change change(JsonBody body, Token current) {
        PatchTokenRequest patch = PatchTokenRequest.from(body, fieldParser, current.settings());
        fieldParser.rejectUnsupported(body);
        immutableFields.requireUnchanged(body, current);
        body.throwIfInvalid();
        return new UpdateToken.Change(
                Objects.requireNonNullElse(patch.owner(), current.origin().owner()),
                patch.applyTo(current.settings()),
                patch.endsOverlap());
    }
}
