package dev.tokenry.local.gateway;

import dev.tokenry.local.template.Route;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the route of a request. Literal before {@code {x}} before {@code {proxy+}}, then method before ANY; a resource
 * without the method is passed over, so that a wrong verb reaches what is declared more widely.
 */
final class RouteTable {

    private final List<Entry> entries;

    RouteTable(List<Route> routes) {
        this.entries = routes.stream()
                .map(route -> new Entry(route, ResourcePath.of(route.resource())))
                .sorted(Comparator.comparing(Entry::path)
                        .thenComparing(entry -> entry.route().method().equals("ANY")))
                .toList();
    }

    Optional<Found> find(String method, String path) {
        List<String> segments = ResourcePath.segments(path);
        for (Entry entry : entries) {
            if (entry.accepts(method)) {
                Map<String, String> parameters = entry.path().match(segments);
                if (parameters != null) {
                    return Optional.of(new Found(entry.route(), parameters));
                }
            }
        }
        return Optional.empty();
    }

    /** A route, and what its parameters stand for in this path: raw, as they were sent. */
    record Found(Route route, Map<String, String> pathParameters) {}

    private record Entry(Route route, ResourcePath path) {

        boolean accepts(String method) {
            return route.method().equals("ANY") || route.method().equals(method);
        }
    }
}
