package dev.tokenry.functions.trusts;

import dev.tokenry.administration.PutResult;
import dev.tokenry.administration.PutTrust;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustWarnings;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.http.PreconditionHeaders;
import dev.tokenry.model.TokenActor;
import java.util.Map;
import java.util.Set;

/** Creates a trust, or replaces everything about it except its name, issuer and project. */
public final class PutTrustHandler extends AuthenticatedApiHandler {

    private final PutTrust putTrust;
    private final PutTrustRequestParser parser;

    public PutTrustHandler() {
        this(Wiring.fromEnvironment());
    }

    public PutTrustHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        putTrust = wiring.putTrust();
        parser = new PutTrustRequestParser(wiring.tokenFieldParser(), wiring.scopeFieldParser(), wiring.trustFinder());
    }

    @Override
    protected Set<String> preconditions() {
        return Set.of(PreconditionHeaders.IF_MATCH, PreconditionHeaders.IF_NONE_MATCH);
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        String name = request.pathParameter("name");
        JsonBody body = request.body();
        PutTrust.Result result = putTrust.execute(
                actor, new PutTrust.Command(name, () -> parser.parse(name, body), request.precondition()));
        Trust trust = result.trust().value();
        Map<String, Object> json = TrustJson.of(trust);
        json.put(TrustJson.WARNINGS, TrustWarnings.of(result.kind(), trust));
        return ApiResponse.put(result.trust() instanceof PutResult.Created, json, trust.version());
    }
}
