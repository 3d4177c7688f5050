package dev.tokenry.authorization.rule;

import dev.tokenry.model.Principal;
import dev.tokenry.model.ScopeCatalogue;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of an API, one for each route. A route without a rule is nobody's to use. */
public final class RouteRules {

    /** Of an API that has no rules. */
    public static final RouteRules NONE = new RouteRules(List.of());

    private final Map<String, RouteRule> byRoute = new LinkedHashMap<>();
    private final List<RouteRule> mostSpecificFirst;

    private RouteRules(List<RouteRule> rules) {
        rules.forEach(this::add);
        mostSpecificFirst = rules.stream()
                .sorted(Comparator.comparing(RouteRule::resource).thenComparing(RouteRule::matchesAnyMethod))
                .toList();
    }

    /** Reads one rule a line. */
    public static RouteRules parse(String lines, ScopeCatalogue catalogue) {
        return of(lines.lines().filter(line -> !line.isBlank()).toList(), catalogue);
    }

    /** @throws IllegalArgumentException naming a rule that cannot be read, or a route that has two */
    public static RouteRules of(List<String> rules, ScopeCatalogue catalogue) {
        return new RouteRules(
                rules.stream().map(rule -> RouteRule.parse(rule, catalogue)).toList());
    }

    /** The rule of a route, as the gateway named it; a rule for {@code ANY} method counts where there is no other. */
    public Optional<RouteMatch> findByResource(String method, String resource, Map<String, String> pathParameters) {
        RouteRule exact = byRoute.get(RouteRule.route(method, resource));
        return Optional.ofNullable(exact != null ? exact : byRoute.get(RouteRule.anyMethodRoute(resource)))
                .map(rule -> new RouteMatch(rule, pathParameters));
    }

    /** The rule of the route that a path leads to, where the gateway did not say which: the most special one. */
    public Optional<RouteMatch> matchPath(String method, String path) {
        return mostSpecificFirst.stream()
                .filter(rule -> rule.matchesMethod(method))
                .flatMap(rule ->
                        rule.resource().match(path).map(parameters -> new RouteMatch(rule, parameters)).stream())
                .findFirst();
    }

    /** The routes that have a rule, each as {@code METHOD /resource}. */
    public Set<String> routes() {
        return Set.copyOf(byRoute.keySet());
    }

    /**
     * Makes sure that one answer of a policy can serve for all routes.
     *
     * @throws IllegalArgumentException naming two rules of which a gateway that keeps answers could take one for the other
     */
    public void requireNoConflicts() {
        List<RouteRule> rules = List.copyOf(byRoute.values());
        for (int i = 0; i < rules.size(); i++) {
            for (RouteRule other : rules.subList(0, i)) {
                if (rules.get(i).conflictsWith(other)) {
                    throw new IllegalArgumentException("Rules " + other.route() + " and " + rules.get(i).route()
                            + " have different requirements but overlapping paths, which is not allowed with a cached"
                            + " authorizer result");
                }
            }
        }
    }

    /** What this principal may do with the API as a whole; null: somebody who is not known. */
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

    /** What a wildcard of a policy reaches beyond its route, but for what is allowed by other patterns. */
    private static Stream<PathPattern> unintendedPatterns(PathPattern pattern, List<PathPattern> allowed) {
        return pattern.multiSegmentVariants().filter(variant -> allowed.stream().noneMatch(allowedPattern -> variant.matchesPathsOf(allowedPattern)));
    }

    private void add(RouteRule rule) {
        if (byRoute.put(rule.route(), rule) != null) {
            throw new IllegalArgumentException("Duplicate rules for " + rule.route());
        }
    }
}
