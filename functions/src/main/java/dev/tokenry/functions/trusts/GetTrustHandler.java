package dev.tokenry.functions.trusts;

import dev.tokenry.administration.TrustReader;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.model.TokenActor;

/** Returns a trust. */
public final class GetTrustHandler extends AuthenticatedApiHandler {

    private final TrustReader trusts;

    public GetTrustHandler() {
        this(Wiring.fromEnvironment());
    }

    public GetTrustHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        trusts = wiring.trustReader();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        Trust trust = trusts.get(actor, request.recordName());
        return ApiResponse.ok(TrustJson.of(trust)).withETag(trust.version());
    }
}
