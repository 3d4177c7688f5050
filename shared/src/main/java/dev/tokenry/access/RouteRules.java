package dev.tokenry.access;

import dev.tokenry.token.ScopeCatalogue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules of an API, one for each route. A route without a rule is nobody's to use. */
public final class RouteRules {

    private final Map<String, RouteRule> byRoute = new LinkedHashMap<>();

    private RouteRules() {}

    /** Reads one rule a line. */
    public static RouteRules parse(String lines, ScopeCatalogue catalogue) {
        RouteRules rules = new RouteRules();
        lines.lines().filter(line -> !line.isBlank()).forEach(line -> rules.add(RouteRule.parse(line, catalogue)));
        return rules;
    }

    public Optional<RouteRule> find(String method, String resource) {
        return Optional.ofNullable(byRoute.get(method + " " + resource));
    }

    /** The routes that have a rule, each as {@code METHOD /resource}. */
    public Set<String> routes() {
        return Set.copyOf(byRoute.keySet());
    }

    private void add(RouteRule rule) {
        if (byRoute.put(rule.route(), rule) != null) {
            throw new IllegalArgumentException("Two rules are given for " + rule.route());
        }
    }
}
