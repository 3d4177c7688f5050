package dev.tokenry.functions.issuers;

import dev.tokenry.administration.PutIssuer;
import dev.tokenry.administration.PutResult;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.http.PreconditionHeaders;
import dev.tokenry.model.TokenActor;
import java.util.Set;

/** Creates an issuer, or replaces everything about it except its name, kind and {@code iss}. */
public final class PutIssuerHandler extends AuthenticatedApiHandler {

    private final PutIssuer putIssuer;

    public PutIssuerHandler() {
        this(Wiring.fromEnvironment());
    }

    public PutIssuerHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        putIssuer = wiring.putIssuer();
    }

    @Override
    protected Set<String> preconditions() {
        return Set.of(PreconditionHeaders.IF_MATCH, PreconditionHeaders.IF_NONE_MATCH);
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        String name = request.pathParameter("name");
        JsonBody body = request.body();
        PutResult<Issuer> result = putIssuer.execute(
                actor,
                new PutIssuer.Command(
                        name, () -> new PutIssuerRequestParser(body).parse(name), request.precondition()));
        Issuer issuer = result.value();
        return ApiResponse.put(result instanceof PutResult.Created, IssuerJson.full(issuer), issuer.version());
    }
}
