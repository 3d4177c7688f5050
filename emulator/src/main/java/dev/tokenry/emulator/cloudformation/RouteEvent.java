package dev.tokenry.emulator.cloudformation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An event of a function that adds a route to an API; its properties are resolved. */
record RouteEvent(ResourceDeclaration function, String apiId, Map<String, Object> properties, String path) {

    /**
     * Returns all route events of a template. An event without an API of the template is an error: implicit APIs are
     * not supported.
     */
    static List<RouteEvent> all(TemplateContext scope) {
        List<RouteEvent> result = new ArrayList<>();
        result.addAll(all(scope, "Api", "RestApiId", apiIds(scope, false)));
        result.addAll(all(scope, "HttpApi", "ApiId", apiIds(scope, true)));
        return result;
    }

    boolean belongsTo(ResourceDeclaration api, TemplateContext scope) {
        return apiId.equals(scope.ids().apiId(api.logicalId()));
    }

    private static Set<String> apiIds(TemplateContext scope, boolean http) {
        return scope.resources().stream()
                .filter(each -> each.isApi() && each.isHttpApi() == http)
                .map(each -> scope.ids().apiId(each.logicalId()))
                .collect(Collectors.toSet());
    }

    private static List<RouteEvent> all(TemplateContext scope, String type, String reference, Set<String> apis) {
        List<RouteEvent> result = new ArrayList<>();
        for (ResourceDeclaration function : scope.resources().stream()
                .filter(ResourceDeclaration::isFunction)
                .toList()) {
            String eventsPath = function.path() + ".Events";
            TemplateValues.map(function.properties().get("Events"), eventsPath).forEach((name, raw) -> {
                String path = eventsPath + "." + name;
                Map<String, Object> event = TemplateValues.map(raw, path);
                if (type.equals(event.get("Type"))) {
                    Map<String, Object> properties =
                            TemplateValues.map(scope.resolve(event.get("Properties"), path), path);
                    if (!(properties.get(reference) instanceof String id && apis.contains(id))) {
                        throw TemplateException.at(path, reference + " does not refer to an API of this template");
                    }
                    result.add(new RouteEvent(function, id, properties, path));
                }
            });
        }
        return result;
    }
}
