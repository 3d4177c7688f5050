package dev.tokenry.functions.issuers;

import dev.tokenry.administration.DeleteIssuer;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.PreconditionHeaders;
import dev.tokenry.model.TokenActor;
import java.util.Set;

/** Deletes an issuer that no trust names. */
public final class DeleteIssuerHandler extends AuthenticatedApiHandler {

    private final DeleteIssuer deleteIssuer;

    public DeleteIssuerHandler() {
        this(Wiring.fromEnvironment());
    }

    public DeleteIssuerHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        deleteIssuer = wiring.deleteIssuer();
    }

    @Override
    protected Set<String> preconditions() {
        return Set.of(PreconditionHeaders.IF_MATCH);
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        deleteIssuer.execute(actor, new DeleteIssuer.Command(request.recordName(), request.precondition()));
        return ApiResponse.noContent();
    }
}
