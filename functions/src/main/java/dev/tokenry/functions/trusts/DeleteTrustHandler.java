package dev.tokenry.functions.trusts;

import dev.tokenry.administration.DeleteTrust;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.PreconditionHeaders;
import dev.tokenry.model.TokenActor;
import java.util.Set;

/** Deletes a trust. */
public final class DeleteTrustHandler extends AuthenticatedApiHandler {

    private final DeleteTrust deleteTrust;

    public DeleteTrustHandler() {
        this(Wiring.fromEnvironment());
    }

    public DeleteTrustHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        deleteTrust = wiring.deleteTrust();
    }

    @Override
    protected Set<String> preconditions() {
        return Set.of(PreconditionHeaders.IF_MATCH);
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        deleteTrust.execute(actor, new DeleteTrust.Command(request.recordName(), request.precondition()));
        return ApiResponse.noContent();
    }
}
