package dev.tokenry.functions.scopes;

import dev.tokenry.administration.PutResult;
import dev.tokenry.administration.PutScope;
import dev.tokenry.administration.ScopeReader;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.http.PreconditionHeaders;
import dev.tokenry.functions.resource.ScopeFieldParser;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.TokenActor;
import java.util.Map;
import java.util.Set;

/** Declares a scope, or replaces everything about it except the name. */
public final class PutScopeHandler extends AuthenticatedApiHandler {

    private final PutScope putScope;
    private final ScopeReader scopeReader;
    private final ScopeFieldParser fieldParser;

    public PutScopeHandler() {
        this(Wiring.fromEnvironment());
    }

    public PutScopeHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        putScope = wiring.putScope();
        scopeReader = wiring.scopeReader();
        fieldParser = wiring.scopeFieldParser();
    }

    @Override
    protected Set<String> preconditions() {
        return Set.of(PreconditionHeaders.IF_MATCH, PreconditionHeaders.IF_NONE_MATCH);
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        String name = request.pathParameter("name");
        JsonBody body = request.body();
        PutResult<OwnScope> result = putScope.execute(
                actor,
                new PutScope.Command(
                        () -> PutScopeRequestParser.parse(name, body, scopeReader, fieldParser),
                        request.precondition()));
        Map<String, Object> json = ScopeJson.of(result.value().entry());
        return ApiResponse.put(
                result instanceof PutResult.Created, json, result.value().version());
    }
}
