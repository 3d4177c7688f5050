package dev.tokenry.functions.scopetemplates;

import dev.tokenry.error.ApiException;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.model.NameRules;
import dev.tokenry.model.ScopeTemplate;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.ScopeTemplateFinder;
import java.util.Optional;

/** Returns a scope template. */
public final class GetScopeTemplateHandler extends AuthenticatedApiHandler {

    private final ScopeTemplateFinder templates;

    public GetScopeTemplateHandler() {
        this(Wiring.fromEnvironment());
    }

    public GetScopeTemplateHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        templates = wiring.scopeTemplates();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        ScopeTemplate template = Optional.of(request.pathParameter("name"))
                .filter(NameRules::isValidProject)
                .flatMap(templates::find)
                .orElseThrow(ApiException.NotFoundException::new);
        return ApiResponse.ok(ScopeTemplateJson.of(template)).withETag(template.version());
    }
}
