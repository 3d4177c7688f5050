package dev.tokenry.functions.scopes;

import dev.tokenry.administration.ScopeReader;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.model.TokenActor;
import java.util.Map;

/** Lists the scopes of the catalogue: those that are part of the product in its order, then the own scopes by name. */
public final class ScopesHandler extends AuthenticatedApiHandler {

    private final ScopeReader scopes;

    public ScopesHandler() {
        this(Wiring.fromEnvironment());
    }

    public ScopesHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        scopes = wiring.scopeReader();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        return ApiResponse.ok(Map.of(
                "scopes",
                scopes.catalogue().entries().stream().map(ScopeJson::of).toList()));
    }
}
