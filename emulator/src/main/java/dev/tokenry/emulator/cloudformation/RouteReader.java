package dev.tokenry.emulator.cloudformation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the routes of an API from the events of its functions. */
record RouteReader(Map<String, Object> auth, Set<String> authorizers) {

    // The integration timeouts: the default quota of a REST API, and the maximum of an HTTP API.
    private static final int MAX_REST_TIMEOUT_MILLIS = 29_000;
    private static final int MAX_HTTP_TIMEOUT_MILLIS = 30_000;
    private static final Set<String> METHODS =
            Set.of("ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    List<Route> rest(List<RouteEvent> events) {
        return distinct(events, event -> {
            Map<String, Object> properties = event.properties();
            return route(
                    event,
                    method(properties.get("Method"), event.path() + ".Method"),
                    TemplateValues.string(properties.get("Path"), event.path() + ".Path"),
                    MAX_REST_TIMEOUT_MILLIS,
                    Route.Payload.REST);
        });
    }

    List<Route> http(List<RouteEvent> events) {
        return distinct(events, event -> {
            Map<String, Object> properties = event.properties();
            Object path = properties.get("Path");
            boolean isDefault = Route.DEFAULT.equals(path) || (path == null && !properties.containsKey("Method"));
            return route(
                    event,
                    isDefault ? "ANY" : method(properties.get("Method"), event.path() + ".Method"),
                    isDefault ? Route.DEFAULT : TemplateValues.string(path, event.path() + ".Path"),
                    MAX_HTTP_TIMEOUT_MILLIS,
                    payload(properties.getOrDefault("PayloadFormatVersion", "2.0"), event.path()));
        });
    }

    private interface RouteFactory {
        Route create(RouteEvent event);
    }

    private static List<Route> distinct(List<RouteEvent> events, RouteFactory factory) {
        Map<String, Route> routes = new LinkedHashMap<>();
        for (RouteEvent event : events) {
            Route route = factory.create(event);
            if (routes.put(route.key(), route) != null) {
                throw TemplateException.at(event.path(), route.key() + " is declared twice");
            }
        }
        return List.copyOf(routes.values());
    }

    private Route route(RouteEvent event, String method, String resource, int defaultMillis, Route.Payload payload) {
        String path = event.path() + ".TimeoutInMillis";
        int timeout = TemplateValues.number(event.properties().getOrDefault("TimeoutInMillis", defaultMillis), path);
        return new Route(
                method, resource, event.function().logicalId(), authorizer(event), Duration.ofMillis(timeout), payload);
    }

    private static String method(@Nullable Object raw, String path) {
        String method = TemplateValues.string(raw, path).toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw TemplateException.at(path, method + " is not a method of API Gateway");
        }
        return method;
    }

    private static Route.Payload payload(Object version, String path) {
        return switch (TemplateValues.string(version, path + ".PayloadFormatVersion")) {
            case "1.0" -> Route.Payload.HTTP_1;
            case "2.0" -> Route.Payload.HTTP_2;
            default -> throw TemplateException.at(path + ".PayloadFormatVersion", "'1.0' or '2.0' is expected");
        };
    }

    private @Nullable String authorizer(RouteEvent event) {
        String path = event.path() + ".Auth";
        Map<String, Object> eventAuth = TemplateValues.map(event.properties().get("Auth"), path);
        Object name = eventAuth.containsKey("Authorizer") ? eventAuth.get("Authorizer") : auth.get("DefaultAuthorizer");
        if (name == null || name.equals("NONE")) {
            return null;
        }
        String authorizer = TemplateValues.string(name, path + ".Authorizer");
        if (!authorizers.contains(authorizer)) {
            throw TemplateException.at(path, "there is no authorizer " + authorizer);
        }
        return authorizer;
    }
}
