package dev.tokenry.functions.scopes;

import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.TokenActor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists the scopes of the catalogue. */
public final class ScopesHandler extends AuthenticatedApiHandler {

    private final List<Map<String, Object>> scopes = ScopeCatalogue.builtIn().entries().stream()
            .map(ScopesHandler::toJson)
            .toList();

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        return ApiResponse.ok(Map.of("scopes", scopes));
    }

    private static Map<String, Object> toJson(ScopeCatalogue.Entry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", entry.scope().name());
        json.put("description", entry.description());
        json.put("aliases", entry.aliases());
        return json;
    }
}
