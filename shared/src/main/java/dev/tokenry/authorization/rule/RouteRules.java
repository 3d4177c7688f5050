package dev.tokenry.authorization.rule;

import dev.tokenry.model.Principal;
import dev.tokenry.model.ScopeCatalogue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of an API, at most one for each route. A route without a rule is denied. */
public final class RouteRules {

    /** The rules of an API without rules. */
    public static final RouteRules NONE = new RouteRules(List.of());

    private final Map<String, RouteRule> byRoute = new LinkedHashMap<>();
    private final List<RouteRule> mostSpecificFirst;

    private RouteRules(List<RouteRule> rules) {
        for (RouteRule rule : rules) {
            add(rule);
        }
        List<RouteRule> sorted = new ArrayList<>(rules);
        Collections.sort(sorted);
        mostSpecificFirst = List.copyOf(sorted);
    }

    /**
     * Parses rules, one per line. Blank lines are ignored.
     *
     * @throws IllegalArgumentException if a rule is not valid or a route has two rules; the message contains the rule
     */
    public static RouteRules parse(String lines, ScopeCatalogue catalogue) {
        List<String> rules = new ArrayList<>();
        for (String line : lines.split("\n", -1)) {
            if (!line.isBlank()) {
                rules.add(line);
            }
        }
        return of(rules, catalogue);
    }

    /**
     * Parses a list of rules.
     *
     * @throws IllegalArgumentException if a rule is not valid or a route has two rules; the message contains the rule
     */
    public static RouteRules of(List<String> rules, ScopeCatalogue catalogue) {
        List<RouteRule> parsed = new ArrayList<>();
        for (String rule : rules) {
            parsed.add(RouteRule.parse(rule, catalogue));
        }
        return new RouteRules(parsed);
    }

    /**
     * Finds the rule for a route that the gateway has determined. A rule for {@code ANY} applies if the method has no
     * rule of its own.
     */
    public Optional<RouteMatch> findByResource(String method, String resource, Map<String, String> pathParameters) {
        RouteRule exact = byRoute.get(RouteRule.route(method, resource));
        RouteRule rule = exact == null ? byRoute.get(RouteRule.anyMethodRoute(resource)) : exact;
        return rule == null ? Optional.empty() : Optional.of(new RouteMatch(rule, pathParameters));
    }

    /**
     * Finds the most specific rule that matches a path, for events that do not contain the route.
     *
     * @param path the path as it was sent, not decoded
     */
    public Optional<RouteMatch> matchPath(String method, String path) {
        for (RouteRule rule : mostSpecificFirst) {
            Optional<Map<String, String>> parameters =
                    rule.matchesMethod(method) ? rule.resource().match(path) : Optional.empty();
            if (parameters.isPresent()) {
                return Optional.of(new RouteMatch(rule, parameters.get()));
            }
        }
        return Optional.empty();
    }

    /** Returns the routes that have a rule, each in the form {@code METHOD /resource}. */
    public Set<String> routes() {
        return Set.copyOf(byRoute.keySet());
    }

    /**
     * Requires that a policy for the whole API can be cached without applying the result of one rule to paths of
     * another.
     *
     * @throws IllegalArgumentException if two rules conflict; the message contains both routes
     */
    public void requireNoConflicts() {
        List<RouteRule> rules = List.copyOf(byRoute.values());
        for (int i = 0; i < rules.size(); i++) {
            for (RouteRule other : rules.subList(0, i)) {
                if (rules.get(i).conflictsWith(other)) {
                    throw new IllegalArgumentException(
                            "Rules " + other.route() + " and " + rules.get(i).route()
                                    + " have different requirements but overlapping paths, which is not allowed with a cached"
                                    + " authorizer result");
                }
            }
        }
    }

    /**
     * Returns what the principal is allowed to do with the whole API.
     *
     * @param principal the authenticated caller; null if the request is not authenticated
     */
    public ApiPolicy policyFor(@Nullable Principal principal) {
        List<PathPattern> allowed = byRoute.values().stream()
                .flatMap(rule -> rule.allowedPatterns(principal))
                .distinct()
                .toList();
        return new ApiPolicy(
                allowed.stream().map(PathPattern::value).toList(),
                allowed.stream()
                        .flatMap(pattern -> unintendedPatterns(pattern, allowed))
                        .map(PathPattern::value)
                        .distinct()
                        .toList());
    }

    /**
     * Returns the patterns that a policy matches only because a wildcard matches slashes, except those that match paths
     * of an allowed pattern.
     */
    private static Stream<PathPattern> unintendedPatterns(PathPattern pattern, List<PathPattern> allowed) {
        return pattern.multiSegmentVariants()
                .filter(variant ->
                        allowed.stream().noneMatch(allowedPattern -> variant.matchesPathsOf(allowedPattern)));
    }

    private void add(RouteRule rule) {
        if (byRoute.put(rule.route(), rule) != null) {
            throw new IllegalArgumentException("Duplicate rules for " + rule.route());
        }
    }
}
