package dev.tokenry.local.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A function's event that makes it answer a route of an API; its properties are resolved. */
record RouteEvent(Declaration function, String apiId, Map<String, Object> properties, String where) {

    /** Every one of the template; fails when one belongs to no API of the template, as SAM's implicit ones would. */
    static List<RouteEvent> all(Scope scope) {
        List<RouteEvent> result = new ArrayList<>();
        result.addAll(all(scope, "Api", "RestApiId", ids(scope, false)));
        result.addAll(all(scope, "HttpApi", "ApiId", ids(scope, true)));
        return result;
    }

    boolean isOf(Declaration api, Scope scope) {
        return apiId.equals(scope.ids().apiId(api.logicalId()));
    }

    private static Set<String> ids(Scope scope, boolean http) {
        return scope.existing().stream()
                .filter(each -> each.isApi() && each.isHttpApi() == http)
                .map(each -> scope.ids().apiId(each.logicalId()))
                .collect(Collectors.toSet());
    }

    private static List<RouteEvent> all(Scope scope, String type, String reference, Set<String> apis) {
        List<RouteEvent> result = new ArrayList<>();
        for (Declaration function :
                scope.existing().stream().filter(Declaration::isFunction).toList()) {
            String events = function.where() + ".Events";
            Values.map(function.properties().get("Events"), events).forEach((name, written) -> {
                String where = events + "." + name;
                Map<String, Object> event = Values.map(written, where);
                if (type.equals(event.get("Type"))) {
                    Map<String, Object> properties = Values.map(scope.resolve(event.get("Properties"), where), where);
                    if (!(properties.get(reference) instanceof String id && apis.contains(id))) {
                        throw TemplateException.at(where, reference + " does not refer to an API of this template");
                    }
                    result.add(new RouteEvent(function, id, properties, where));
                }
            });
        }
        return result;
    }
}
