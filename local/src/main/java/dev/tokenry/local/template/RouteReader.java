package dev.tokenry.local.template;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes an API's routes of its events. */
record RouteReader(Map<String, Object> auth, Set<String> authorizers) {

    // The most that a REST API waits for an integration unless its quota was raised, and an HTTP API ever.
    private static final int REST_TIMEOUT_MILLIS = 29_000;
    private static final int HTTP_TIMEOUT_MILLIS = 30_000;
    private static final Set<String> METHODS =
            Set.of("ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    List<Route> rest(List<RouteEvent> events) {
        return distinct(events, event -> {
            Map<String, Object> properties = event.properties();
            return route(
                    event,
                    method(properties.get("Method"), event.where() + ".Method"),
                    Values.text(properties.get("Path"), event.where() + ".Path"),
                    REST_TIMEOUT_MILLIS,
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
                    isDefault ? "ANY" : method(properties.get("Method"), event.where() + ".Method"),
                    isDefault ? Route.DEFAULT : Values.text(path, event.where() + ".Path"),
                    HTTP_TIMEOUT_MILLIS,
                    payload(properties.getOrDefault("PayloadFormatVersion", "2.0"), event.where()));
        });
    }

    private interface Making {
        Route of(RouteEvent event);
    }

    private static List<Route> distinct(List<RouteEvent> events, Making making) {
        Map<String, Route> routes = new LinkedHashMap<>();
        for (RouteEvent event : events) {
            Route route = making.of(event);
            if (routes.put(route.key(), route) != null) {
                throw TemplateException.at(event.where(), route.key() + " is declared twice");
            }
        }
        return List.copyOf(routes.values());
    }

    private Route route(RouteEvent event, String method, String resource, int most, Route.Payload payload) {
        String where = event.where() + ".TimeoutInMillis";
        int timeout = Values.number(event.properties().getOrDefault("TimeoutInMillis", most), where);
        return new Route(
                method, resource, event.function().logicalId(), authorizer(event), Duration.ofMillis(timeout), payload);
    }

    private static String method(@Nullable Object written, String where) {
        String method = Values.text(written, where).toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw TemplateException.at(where, method + " is not a method of API Gateway");
        }
        return method;
    }

    private static Route.Payload payload(Object version, String where) {
        return switch (Values.text(version, where + ".PayloadFormatVersion")) {
            case "1.0" -> Route.Payload.HTTP_1;
            case "2.0" -> Route.Payload.HTTP_2;
            default -> throw TemplateException.at(where + ".PayloadFormatVersion", "'1.0' or '2.0' is expected");
        };
    }

    private @Nullable String authorizer(RouteEvent event) {
        String where = event.where() + ".Auth";
        Map<String, Object> own = Values.map(event.properties().get("Auth"), where);
        Object name = own.containsKey("Authorizer") ? own.get("Authorizer") : auth.get("DefaultAuthorizer");
        if (name == null || name.equals("NONE")) {
            return null;
        }
        String authorizer = Values.text(name, where + ".Authorizer");
        if (!authorizers.contains(authorizer)) {
            throw TemplateException.at(where, "there is no authorizer " + authorizer);
        }
        return authorizer;
    }
}
