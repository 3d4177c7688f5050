package dev.tokenry.functions.scopetemplates;

import dev.tokenry.administration.PutResult;
import dev.tokenry.administration.PutScopeTemplate;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.functions.http.PreconditionHeaders;
import dev.tokenry.model.ScopeTemplate;
import dev.tokenry.model.TokenActor;
import java.util.Map;
import java.util.Set;

/** Creates a scope template, or replaces everything about it except the name. */
public final class PutScopeTemplateHandler extends AuthenticatedApiHandler {

    private final PutScopeTemplate putTemplate;
    private final PutScopeTemplateRequestParser parser;

    public PutScopeTemplateHandler() {
        this(Wiring.fromEnvironment());
    }

    public PutScopeTemplateHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        putTemplate = wiring.putScopeTemplate();
        parser = new PutScopeTemplateRequestParser(
                wiring.tokenFieldParser(), wiring.scopeFieldParser(), wiring.scopeTemplates());
    }

    @Override
    protected Set<String> preconditions() {
        return Set.of(PreconditionHeaders.IF_MATCH, PreconditionHeaders.IF_NONE_MATCH);
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        String name = request.pathParameter("name");
        JsonBody body = request.body();
        PutResult<ScopeTemplate> result = putTemplate.execute(
                actor, new PutScopeTemplate.Command(() -> parser.parse(name, body), request.precondition()));
        Map<String, Object> json = ScopeTemplateJson.of(result.value());
        return ApiResponse.put(
                result instanceof PutResult.Created, json, result.value().version());
    }
}
