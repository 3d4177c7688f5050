package dev.tokenry.functions.tokens;

import dev.tokenry.administration.DeleteToken;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.PreconditionHeaders;
import dev.tokenry.model.TokenActor;
import java.util.Set;

/** Deletes a token permanently. */
public final class DeleteTokenHandler extends AuthenticatedApiHandler {

    private final DeleteToken deleteToken;

    public DeleteTokenHandler() {
        this(Wiring.fromEnvironment());
    }

    public DeleteTokenHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        deleteToken = wiring.deleteToken();
    }

    @Override
    protected Set<String> preconditions() {
        return Set.of(PreconditionHeaders.IF_MATCH);
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        deleteToken.execute(actor, new DeleteToken.Command(request.tokenId(), request.precondition()));
        return ApiResponse.noContent();
    }
}
