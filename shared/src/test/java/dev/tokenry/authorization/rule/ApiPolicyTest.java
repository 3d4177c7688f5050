package dev.tokenry.authorization.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TokenId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Tests that the policy for a whole API agrees, for each path, with the decision about a request for that path alone.
 */
class ApiPolicyTest {

    private static final ScopeCatalogue CATALOGUE = ScopeCatalogue.builtIn();

    @Test
    void policy_lists_only_the_allowed_routes() {
        RouteRules rules = rules(
                "GET /orders anyOf(apiTokens.read)",
                "GET /orders/{id} anyOf(apiTokens.read)",
                "POST /orders anyOf(apiTokens.write)",
                "GET /health public",
                "POST /projects/{project}/builds authenticated project {project}");

        assertThat(rules.policyFor(principal("web", "apiTokens.read")))
                .isEqualTo(new ApiPolicy(
                        List.of("GET/orders", "GET/orders/*", "GET/health", "POST/projects/web/builds"),
                        List.of("GET/orders/*/*")));
        assertThat(rules.policyFor(principal(null, "apiTokens.write")).allowed())
                .containsExactly("POST/orders", "GET/health");
        assertThat(rules.policyFor(null)).isEqualTo(new ApiPolicy(List.of("GET/health"), List.of()));
    }

    @Test
    void any_method_is_expanded_to_each_method() {
        assertThat(rules("ANY /orders authenticated").policyFor(principal(null)).allowed())
                .containsExactly(
                        "DELETE/orders",
                        "GET/orders",
                        "HEAD/orders",
                        "OPTIONS/orders",
                        "PATCH/orders",
                        "POST/orders",
                        "PUT/orders");
    }

    @Test
    void policy_contains_no_pattern_twice() {
        ApiPolicy policy = rules(
                        "ANY /a authenticated",
                        "GET /a authenticated",
                        "ANY /b/{id} authenticated",
                        "GET /b/{id} authenticated",
                        "GET /c/{x}/{y} authenticated")
                .policyFor(principal(null));

        assertThat(policy.allowed()).contains("GET/a", "GET/b/*").doesNotHaveDuplicates();
        assertThat(policy.denied()).contains("GET/b/*/*", "GET/c/*/*/*").doesNotHaveDuplicates();
    }

    @Test
    void unintended_wildcard_matches_are_denied_unless_a_rule_allows_them() {
        assertThat(rules("GET /a/{id} authenticated", "GET /a/{id}/b authenticated", "GET /c/{id} authenticated")
                        .policyFor(principal(null))
                        .denied())
                .containsExactly("GET/a/*/*/b", "GET/c/*/*");
    }

    @Test
    void policy_agrees_with_the_decision_for_each_path() {
        Random random = new Random(20261122);
        int comparisons = 0;
        for (int round = 0; round < 300; round++) {
            RouteRules rules = rulesWithoutConflicts(random);
            for (Principal principal : principals()) {
                ApiPolicy policy = rules.policyFor(principal);
                for (String path : PATHS) {
                    Optional<RouteMatch> routeMatch = rules.matchPath("GET", path);
                    if (routeMatch.isPresent()) {
                        comparisons++;
                        assertThat(allows(policy, "GET" + path))
                                .as("%s for %s under %s", path, principal, rules.routes())
                                .isEqualTo(isAllowed(principal, routeMatch.get()));
                    }
                }
            }
        }
        assertThat(comparisons).isGreaterThan(5_000);
    }

    private static final List<String> PARTS = List.of("a", "b", "{x}", "{project}");
    private static final List<String> REQUIREMENTS =
            List.of("public", "authenticated", "anyOf(apiTokens.read)", "allOf(apiTokens.read, apiTokens.write)");

    private static final List<String> PATHS = IntStream.rangeClosed(1, 4)
            .boxed()
            .flatMap(length -> paths(length).stream())
            .toList();

    private static List<String> paths(int length) {
        return length == 0
                ? List.of("")
                : paths(length - 1).stream()
                        .flatMap(prefix -> Stream.of("a", "b", "c").map(part -> prefix + "/" + part))
                        .toList();
    }

    /** Returns random rules without those that conflict under result caching. */
    private static RouteRules rulesWithoutConflicts(Random random) {
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            List<String> candidate = new ArrayList<>(accepted);
            candidate.add(rule(random));
            try {
                RouteRules.of(candidate, CATALOGUE).requireNoConflicts();
                accepted = candidate;
            } catch (IllegalArgumentException e) {
                // The candidate duplicates a route or conflicts with another rule.
            }
        }
        return RouteRules.of(accepted, CATALOGUE);
    }

    private static String rule(Random random) {
        StringBuilder resource = new StringBuilder();
        boolean project = false;
        int length = 1 + random.nextInt(3);
        for (int i = 0; i < length; i++) {
            String part = PARTS.get(random.nextInt(PARTS.size()));
            if (part.equals("{project}") && project) {
                part = "{y}";
            }
            project |= part.equals("{project}");
            resource.append('/').append(part.equals("{x}") ? "{x" + i + "}" : part);
        }
        String requirement = REQUIREMENTS.get(random.nextInt(REQUIREMENTS.size()));
        boolean bindsProject = project && !requirement.equals("public") && random.nextBoolean();
        return "GET " + resource + " " + requirement + (bindsProject ? " project {project}" : "");
    }

    private static boolean isAllowed(@Nullable Principal principal, RouteMatch routeMatch) {
        RouteRule rule = routeMatch.rule();
        return rule.requirement() instanceof Requirement.Public
                || (principal != null
                        && rule.requirement().isMetBy(principal)
                        && rule.matchesProject(principal, routeMatch.pathParameters()));
    }

    /** Evaluates a policy like IAM does. */
    private static boolean allows(ApiPolicy policy, String path) {
        return policy.allowed().stream().anyMatch(each -> matches(each, path))
                && policy.denied().stream().noneMatch(each -> matches(each, path));
    }

    private static boolean matches(String pattern, String path) {
        return path.matches(
                Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    private static List<@Nullable Principal> principals() {
        List<@Nullable Principal> principals = new ArrayList<>();
        principals.add(null);
        principals.add(principal(null));
        principals.add(principal("a", "apiTokens.read"));
        principals.add(principal("b", "apiTokens.read", "apiTokens.write"));
        return principals;
    }

    private static RouteRules rules(String... rules) {
        return RouteRules.of(List.of(rules), CATALOGUE);
    }

    private static Principal principal(@Nullable String project, String... scopes) {
        return new Principal(
                TokenId.parse("tk0c01.ST2EY72KQINMH574WMNVI7YN").orElseThrow(),
                OwnerName.of("jane"),
                project,
                Scopes.of(Stream.of(scopes).map(Scope::new).toArray(Scope[]::new)),
                false,
                SecretGeneration.CURRENT,
                null);
    }
}
