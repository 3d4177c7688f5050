package dev.tokenry.functions.issuers;

import dev.tokenry.error.ApiException;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.IssuerFinder;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.model.TokenActor;

/** Returns an issuer. */
public final class GetIssuerHandler extends AuthenticatedApiHandler {

    private final IssuerFinder issuers;

    public GetIssuerHandler() {
        this(Wiring.fromEnvironment());
    }

    public GetIssuerHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        issuers = wiring.issuerFinder();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        Issuer issuer = issuers.find(request.recordName()).orElseThrow(ApiException.NotFoundException::new);
        return ApiResponse.ok(IssuerJson.full(issuer)).withETag(issuer.version());
    }
}
