package dev.tokenry.emulator.apigateway;

import dev.tokenry.emulator.cloudformation.Route;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the route of a request. A literal segment precedes {@code {x}}, which precedes {@code {proxy+}}; a method
 * precedes ANY. A resource without the method of the request is skipped, so that a more general resource can match.
 */
final class RouteTable {

    private static final Comparator<Entry> BY_SPECIFICITY = Comparator.comparing(Entry::path)
            .thenComparing(entry -> entry.route().method().equals("ANY"));

    private final List<Entry> entries;
    private final Optional<Route> defaultRoute;
    private final Function<String, List<String>> segments;

    private RouteTable(List<Route> routes, Comparator<Entry> order, Function<String, List<String>> segments) {
        this.entries = routes.stream()
                .filter(route -> !route.isDefault())
                .map(route -> new Entry(route, ResourcePattern.of(route.resource())))
                .sorted(order)
                .toList();
        this.defaultRoute = routes.stream().filter(Route::isDefault).findFirst();
        this.segments = segments;
    }

    static RouteTable ofRestApi(List<Route> routes) {
        return new RouteTable(routes, BY_SPECIFICITY, ResourcePattern::segments);
    }

    /** Greedy routes come after all others, and {@code $default} comes last. */
    static RouteTable ofHttpApi(List<Route> routes) {
        Comparator<Entry> greedyLast =
                Comparator.comparing(entry -> entry.path().isGreedy());
        return new RouteTable(routes, greedyLast.thenComparing(BY_SPECIFICITY), ResourcePattern::exactSegments);
    }

    Optional<RouteMatch> find(String method, String path) {
        List<String> parts = segments.apply(path);
        for (Entry entry : entries) {
            if (entry.accepts(method)) {
                Map<String, String> parameters = entry.path().match(parts);
                if (parameters != null) {
                    return Optional.of(new RouteMatch(entry.route(), parameters));
                }
            }
        }
        return defaultRoute.map(route -> new RouteMatch(route, Map.of()));
    }

    /** A route and its path parameters, which are not decoded. */
    record RouteMatch(Route route, Map<String, String> pathParameters) {}

    private record Entry(Route route, ResourcePattern path) {

        boolean accepts(String method) {
            return route.method().equals("ANY") || route.method().equals(method);
        }
    }
}
