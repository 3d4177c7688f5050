package dev.tokenry.authorization.rule;

import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.text.AsciiSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rule for one route, in the syntax {@code METHOD /resource/{param} requirement [project {param}]}. The method is
 * an HTTP method or {@code ANY}; the resource is written as API Gateway declares it ({@code $default} for the default
 * route of an HTTP API); the requirement is {@code anyOf(scope, …)}, {@code allOf(scope, …)}, {@code authenticated} or
 * {@code public}.
 *
 * @param projectParameter the path parameter that contains the project to which the token must be bound; null if the
 *     rule requires no project
 */
public record RouteRule(
        String method,
        ResourcePath resource,
        Requirement requirement,
        @Nullable String projectParameter) implements Comparable<RouteRule> {

    private static final String ANY = "ANY";
    private static final List<String> METHODS = List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    private static final String PUBLIC = "public";
    private static final String AUTHENTICATED = "authenticated";
    private static final String ANY_OF = "anyOf(";
    private static final String ALL_OF = "allOf(";
    private static final String PROJECT_BEGIN = " project {";
    private static final String PROJECT_END = "}";
    private static final AsciiSet WHITE_SPACE = AsciiSet.of(" \t\n\u000B\f\r");

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
        // METHOD, resource, and the rest, which can contain blanks.
        String[] parts = text.split(" ", 3);
        if (parts.length != 3 || !isWord(parts[0]) || !isWord(parts[1]) || !ResourcePath.isAbsolute(parts[1])) {
            throw invalidForm();
        }
        String method = parts[0];
        String requirementText = parts[2].substring(0, requirementLength(parts[2]));
        String projectText = parts[2].substring(requirementText.length());
        String projectParameter = projectText.isEmpty() ? null : projectParameter(projectText);
        if (!method.equals(ANY) && !METHODS.contains(method)) {
            throw new IllegalArgumentException("unknown method \"" + method + "\"");
        }
        ResourcePath resource = ResourcePath.parse(parts[1]);
        Requirement requirement = requirement(requirementText, catalogue);
        if (projectParameter != null && !resource.hasParameter(projectParameter)) {
            throw new IllegalArgumentException("the resource has no parameter {" + projectParameter + "}");
        }
        if (projectParameter != null && requirement instanceof Requirement.Public) {
            throw new IllegalArgumentException("a public route must not have a project");
        }
        return new RouteRule(method, resource, requirement, projectParameter);
    }

    private static boolean isWord(String text) {
        return !text.isEmpty() && !WHITE_SPACE.containsAnyOf(text);
    }

    /** Returns the length of the requirement at the beginning of a text. */
    private static int requirementLength(String text) {
        if (text.startsWith(ANY_OF) || text.startsWith(ALL_OF)) {
            int end = text.indexOf(')');
            if (end > 0 && text.lastIndexOf('(', end) == ANY_OF.length() - 1) {
                return end + 1;
            }
        } else if (text.startsWith(PUBLIC)) {
            return PUBLIC.length();
        } else if (text.startsWith(AUTHENTICATED)) {
            return AUTHENTICATED.length();
        }
        throw invalidForm();
    }

    private static String projectParameter(String text) {
        if (text.startsWith(PROJECT_BEGIN) && text.endsWith(PROJECT_END)) {
            String name = text.substring(PROJECT_BEGIN.length(), text.length() - PROJECT_END.length());
            if (ResourcePath.isParameterName(name)) {
                return name;
            }
        }
        throw invalidForm();
    }

    private static IllegalArgumentException invalidForm() {
        return new IllegalArgumentException("must have the form METHOD /resource requirement [project {param}]");
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
        if (text.equals(PUBLIC)) {
            return new Requirement.Public();
        }
        if (text.equals(AUTHENTICATED)) {
            return new Requirement.Authenticated();
        }
        List<Scope> scopes = new ArrayList<>();
        for (String name : text.substring(ANY_OF.length(), text.length() - 1).split(",", -1)) {
            scopes.add(scope(name.strip(), catalogue));
        }
        return text.startsWith(ANY_OF) ? new Requirement.AnyOf(scopes) : new Requirement.AllOf(scopes);
    }

    private static Scope scope(String name, ScopeCatalogue catalogue) {
        Optional<Scope> known = catalogue.find(name);
        Optional<Scope> scope = known.isPresent() ? known : Scope.parse(name);
        if (scope.isEmpty()) {
            throw new IllegalArgumentException("invalid scope \"" + name + "\"");
        }
        return scope.get();
    }

    /** Places the more specific of two rules that match the same request first. */
    @Override
    public int compareTo(RouteRule other) {
        int byResource = resource.compareTo(other.resource);
        return byResource == 0 ? Boolean.compare(matchesAnyMethod(), other.matchesAnyMethod()) : byResource;
    }
}
