package dev.tokenry.authorization.rule;

import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rule for one route, in the syntax {@code METHOD /resource/{param} requirement [project {param}]}. The method is an
 * HTTP method or {@code ANY}; the resource is written as API Gateway declares it ({@code $default} for the default route
 * of an HTTP API); the requirement is {@code anyOf(scope, …)}, {@code allOf(scope, …)}, {@code authenticated} or {@code
 * public}.
 *
 * @param projectParameter the path parameter that contains the project to which the token must be bound; null if the
 *     rule requires no project
 */
public record RouteRule(
        String method,
        ResourcePath resource,
        Requirement requirement,
        @Nullable String projectParameter) {

    private static final String ANY = "ANY";
    private static final List<String> METHODS = List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    private static final Pattern PATTERN = Pattern.compile("(\\S+) (/\\S*|\\$default) "
            + "(public|authenticated|(?:anyOf|allOf)\\([^()]*\\))(?: project \\{([A-Za-z0-9._-]+)})?");

    /**
     * Parses a rule. Whether its scopes exist is checked when rules are stored, because own scopes are stored, too.
     *
     * @param catalogue contains the scopes that have aliases
     * @throws IllegalArgumentException if the syntax is not valid; the message contains the rule
     */
    public static RouteRule parse(String text, ScopeCatalogue catalogue) {
        try {
            return parseStripped(text.strip(), catalogue);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Route rule \"" + text.strip() + "\": " + e.getMessage(), e);
        }
    }

    private static RouteRule parseStripped(String text, ScopeCatalogue catalogue) {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must have the form METHOD /resource requirement [project {param}]");
        }
        String method = matcher.group(1);
        if (!method.equals(ANY) && !METHODS.contains(method)) {
            throw new IllegalArgumentException("unknown method \"" + method + "\"");
        }
        ResourcePath resource = ResourcePath.parse(matcher.group(2));
        Requirement requirement = requirement(matcher.group(3), catalogue);
        String projectParameter = matcher.group(4);
        if (projectParameter != null && !resource.hasParameter(projectParameter)) {
            throw new IllegalArgumentException("the resource has no parameter {" + projectParameter + "}");
        }
        if (projectParameter != null && requirement instanceof Requirement.Public) {
            throw new IllegalArgumentException("a public route must not have a project");
        }
        return new RouteRule(method, resource, requirement, projectParameter);
    }

    /** Returns the route: method and resource, separated by a space. */
    public String route() {
        return route(method, resource.text());
    }

    static String route(String method, String resource) {
        return method + " " + resource;
    }

    /** Returns the route of the resource that applies to all methods without a route of their own. */
    static String anyMethodRoute(String resource) {
        return route(ANY, resource);
    }

    boolean matchesMethod(String requestMethod) {
        return matchesAnyMethod() || method.equals(requestMethod);
    }

    boolean matchesAnyMethod() {
        return method.equals(ANY);
    }

    /** Returns whether the principal is bound to the project in the path, or the rule requires no project. */
    public boolean matchesProject(Principal principal, Map<String, String> pathParameters) {
        return projectParameter == null
                || (principal.project() != null && principal.project().equals(pathParameters.get(projectParameter)));
    }

    /** Returns the patterns of the paths to which the rule applies, one for each of its methods. */
    Stream<PathPattern> patterns() {
        return patterns(PathPattern.PROJECT);
    }

    /**
     * Returns the patterns of the paths that the rule allows: either all of its patterns or none.
     *
     * @param principal the authenticated caller; null if the request is not authenticated
     */
    Stream<PathPattern> allowedPatterns(@Nullable Principal principal) {
        if (requirement instanceof Requirement.Public) {
            return patterns();
        }
        if (principal == null || !requirement.isMetBy(principal)) {
            return Stream.empty();
        }
        if (projectParameter == null) {
            return patterns();
        }
        return principal.project() == null ? Stream.empty() : patterns(principal.project());
    }

    private Stream<PathPattern> patterns(String project) {
        return (matchesAnyMethod() ? METHODS.stream() : Stream.of(method))
                .map(eachMethod -> new PathPattern(eachMethod, resource.pattern(projectParameter, project)));
    }

    /**
     * Returns whether the rules have different requirements but a cached result for one of them can match paths of the
     * other.
     */
    boolean conflictsWith(RouteRule other) {
        return !isEquivalentTo(other)
                && patterns().anyMatch(pattern -> other.patterns().anyMatch(pattern::overlaps));
    }

    private boolean isEquivalentTo(RouteRule other) {
        boolean sameProject = projectParameter == null
                ? other.projectParameter == null
                : other.projectParameter != null
                        && resource.hasSameProjectPosition(projectParameter, other.resource, other.projectParameter);
        return sameProject && requirement.isEquivalentTo(other.requirement);
    }

    private static Requirement requirement(String text, ScopeCatalogue catalogue) {
        return switch (text) {
            case "public" -> new Requirement.Public();
            case "authenticated" -> new Requirement.Authenticated();
            default -> {
                String names = text.substring("anyOf(".length(), text.length() - 1);
                List<Scope> scopes = Stream.of(names.split(",", -1))
                        .map(name -> scope(name.strip(), catalogue))
                        .toList();
                yield text.startsWith("anyOf") ? new Requirement.AnyOf(scopes) : new Requirement.AllOf(scopes);
            }
        };
    }

    private static Scope scope(String name, ScopeCatalogue catalogue) {
        Optional<Scope> scope = catalogue.find(name).or(() -> Scope.parse(name));
        return scope.orElseThrow(() -> new IllegalArgumentException("invalid scope \"" + name + "\""));
    }
}
