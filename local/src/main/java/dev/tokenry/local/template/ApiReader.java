package dev.tokenry.local.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the API's declaration, and its routes from the functions' events. */
final class ApiReader {

    // The most that API Gateway waits for an integration unless its quota was raised.
    private static final int DEFAULT_TIMEOUT_MILLIS = 29_000;

    private static final Set<String> METHODS =
            Set.of("ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    private final Declaration api;
    private final Scope scope;
    private final Map<String, Object> auth;

    ApiReader(Declaration api, Scope scope) {
        this.api = api;
        this.scope = scope;
        this.auth = Values.map(property("Auth"), api.where() + ".Auth");
    }

    ApiSpec read() {
        if (property("BinaryMediaTypes") != null) {
            throw TemplateException.at(api.where() + ".BinaryMediaTypes", "binary payloads are not emulated");
        }
        Map<String, Authorizer> authorizers =
                AuthorizerReader.read(auth.get("Authorizers"), api.where() + ".Auth.Authorizers", scope.ids());
        List<Route> routes = routes();
        for (Route route : routes) {
            if (route.authorizer() != null && !authorizers.containsKey(route.authorizer())) {
                throw TemplateException.at(
                        route.method() + " " + route.resource(), "there is no authorizer " + route.authorizer());
            }
        }
        return new ApiSpec(
                LocalIds.API_ID,
                scope.stage(api),
                routes,
                authorizers,
                GatewayResponseReader.read(property("GatewayResponses"), api.where() + ".GatewayResponses"),
                minimumCompressionSize());
    }

    private @Nullable Object property(String name) {
        return scope.resolve(api.properties().get(name), api.where() + "." + name);
    }

    private OptionalInt minimumCompressionSize() {
        Object size = property("MinimumCompressionSize");
        return size == null
                ? OptionalInt.empty()
                : OptionalInt.of(Values.number(size, api.where() + ".MinimumCompressionSize"));
    }

    private List<Route> routes() {
        Map<String, Route> routes = new LinkedHashMap<>();
        for (Declaration function : scope.existing()) {
            if (function.isFunction()) {
                for (Route route : routesOf(function)) {
                    String key = route.method() + " " + route.resource();
                    if (routes.put(key, route) != null) {
                        throw TemplateException.at(function.where() + ".Events", key + " is declared twice");
                    }
                }
            }
        }
        return List.copyOf(routes.values());
    }

    private List<Route> routesOf(Declaration function) {
        List<Route> routes = new ArrayList<>();
        String where = function.where() + ".Events";
        Values.map(function.properties().get("Events"), where).forEach((name, written) -> {
            String place = where + "." + name;
            Map<String, Object> event = Values.map(written, place);
            if ("Api".equals(event.get("Type"))) {
                routes.add(route(function, Values.map(scope.resolve(event.get("Properties"), place), place), place));
            }
        });
        return routes;
    }

    private Route route(Declaration function, Map<String, Object> event, String where) {
        if (!LocalIds.API_ID.equals(event.get("RestApiId"))) {
            throw TemplateException.at(where, "RestApiId does not refer to " + api.logicalId());
        }
        String method = Values.text(event.get("Method"), where + ".Method").toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw TemplateException.at(where + ".Method", method + " is not a method of API Gateway");
        }
        int timeout = Values.number(
                event.getOrDefault("TimeoutInMillis", DEFAULT_TIMEOUT_MILLIS), where + ".TimeoutInMillis");
        return new Route(
                method,
                Values.text(event.get("Path"), where + ".Path"),
                function.logicalId(),
                authorizer(Values.map(event.get("Auth"), where + ".Auth"), where),
                Duration.ofMillis(timeout));
    }

    private @Nullable String authorizer(Map<String, Object> own, String where) {
        Object name = own.containsKey("Authorizer") ? own.get("Authorizer") : auth.get("DefaultAuthorizer");
        return name == null || name.equals("NONE") ? null : Values.text(name, where + ".Auth.Authorizer");
    }
}
