package dev.tokenry.access;

import dev.tokenry.token.Scope;
import dev.tokenry.token.ScopeCatalogue;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one route asks for, written {@code METHOD /resource/{param} requirement [project {param}]} with a requirement of
 * {@code anyOf(scope, …)}, {@code allOf(scope, …)} or {@code authenticated}.
 *
 * @param projectParameter the path parameter that names the project the caller must be bound to; null when none does
 */
public record RouteRule(
        String method,
        String resource,
        Requirement requirement,
        @Nullable String projectParameter) {

    private static final Pattern FORM = Pattern.compile(
            "([A-Z]+) (/\\S*) (authenticated|(?:anyOf|allOf)\\([^()]*\\))(?: project \\{([A-Za-z0-9_]+)})?");

    /** @throws IllegalArgumentException naming the rule, when it cannot be read or asks for a scope that is not there */
    public static RouteRule parse(String text, ScopeCatalogue catalogue) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw wrong(text, "write METHOD /resource requirement [project {param}]");
        }
        String projectParameter = form.group(4);
        if (projectParameter != null && !form.group(2).contains("{" + projectParameter + "}")) {
            throw wrong(text, "its resource has no parameter {" + projectParameter + "}");
        }
        return new RouteRule(
                form.group(1), form.group(2), requirement(text, form.group(3), catalogue), projectParameter);
    }

    /** What names the route: its method and resource. */
    String route() {
        return method + " " + resource;
    }

    private static Requirement requirement(String rule, String text, ScopeCatalogue catalogue) {
        if (text.equals("authenticated")) {
            return new Requirement.Authenticated();
        }
        String names = text.substring("anyOf(".length(), text.length() - 1);
        List<Scope> scopes = Stream.of(names.split(",", -1))
                .map(name -> scope(rule, name.strip(), catalogue))
                .toList();
        return text.startsWith("anyOf") ? new Requirement.AnyOf(scopes) : new Requirement.AllOf(scopes);
    }

    private static Scope scope(String rule, String name, ScopeCatalogue catalogue) {
        Optional<Scope> scope = catalogue.find(name);
        return scope.orElseThrow(() -> wrong(rule, "there is no scope \"" + name + "\""));
    }

    private static IllegalArgumentException wrong(String rule, String why) {
        return new IllegalArgumentException("Route rule \"" + rule.strip() + "\": " + why);
    }
}
