package dev.tokenry.emulator.apigateway;

import dev.tokenry.emulator.cloudformation.Route;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the route of a request. Literal before {@code {x}} before {@code {proxy+}}, then method before ANY; a resource
 * without the method is passed over, so that a wrong verb reaches what is declared more widely.
 */
final class RouteTable {

    private static final Comparator<Entry> MOST_SPECIFIC_FIRST = Comparator.comparing(Entry::path)
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
        return new RouteTable(routes, MOST_SPECIFIC_FIRST, ResourcePattern::segments);
    }

    /** Here a route that is greedy anywhere comes after all that are not, and {@code $default} after those. */
    static RouteTable ofHttpApi(List<Route> routes) {
        Comparator<Entry> greedyLast =
                Comparator.comparing(entry -> entry.path().isGreedy());
        return new RouteTable(routes, greedyLast.thenComparing(MOST_SPECIFIC_FIRST), ResourcePattern::exactSegments);
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

    /** A route, and what its parameters stand for in this path: as they stand there. */
    record RouteMatch(Route route, Map<String, String> pathParameters) {}

    private record Entry(Route route, ResourcePattern path) {

        boolean accepts(String method) {
            return route.method().equals("ANY") || route.method().equals(method);
        }
    }
}
