package dev.tokenry.functions.scopetemplates;

import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.DamagedRecords;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.ScopeTemplateFinder;
import java.util.Map;

/** Lists the scope templates by name. */
public final class ListScopeTemplatesHandler extends AuthenticatedApiHandler {

    private final ScopeTemplateFinder templates;
    private final DamagedRecords damagedRecords;

    public ListScopeTemplatesHandler() {
        this(Wiring.fromEnvironment());
    }

    public ListScopeTemplatesHandler(Wiring wiring) {
        super(wiring.damagedRecords());
        templates = wiring.scopeTemplates();
        damagedRecords = wiring.damagedRecords();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        return ApiResponse.ok(Map.of(
                "scopeTemplates",
                templates.list(_ -> damagedRecords.add(1)).stream()
                        .map(ScopeTemplateJson::of)
                        .toList()));
    }
}
