package dev.tokenry.access;

import static org.assertj.core.api.Assertions.assertThat;

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

/** One answer for all routes: what it says of each path is what a question about that path alone would have said. */
class ApiPolicyTest {

    private static final ScopeCatalogue CATALOGUE = ScopeCatalogue.builtIn();

    @Test
    void a_policy_names_what_a_token_may_do_and_nothing_else() {
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
    void any_method_is_each_of_them_and_no_wildcard_that_reaches_into_the_path() {
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
    void what_a_wildcard_reaches_beyond_its_route_is_denied_unless_a_rule_allows_it() {
        assertThat(rules("GET /a/{id} authenticated", "GET /a/{id}/b authenticated", "GET /c/{id} authenticated")
                        .policyFor(principal(null))
                        .denied())
                .containsExactly("GET/a/*/*/b", "GET/c/*/*");
    }

    @Test
    void a_policy_agrees_with_each_question_about_one_path() {
        Random random = new Random(20261122);
        int judged = 0;
        for (int round = 0; round < 300; round++) {
            RouteRules rules = unambiguous(random);
            for (Principal principal : principals()) {
                ApiPolicy policy = rules.policyFor(principal);
                for (String path : PATHS) {
                    Optional<MatchedRule> matched = rules.match("GET", path);
                    if (matched.isPresent()) {
                        judged++;
                        assertThat(allows(policy, "GET" + path))
                                .as("%s for %s under %s", path, principal, rules.routes())
                                .isEqualTo(opensTo(principal, matched.get()));
                    }
                }
            }
        }
        assertThat(judged).isGreaterThan(5_000);
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
                        .flatMap(before -> Stream.of("a", "b", "c").map(part -> before + "/" + part))
                        .toList();
    }

    /** Some rules of which those are left out that a kept answer could mistake. */
    private static RouteRules unambiguous(Random random) {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            List<String> next = new ArrayList<>(taken);
            next.add(rule(random));
            try {
                RouteRules.of(next, CATALOGUE).requireUnambiguous();
                taken = next;
            } catch (IllegalArgumentException e) {
                // Twice the same route, or ambiguous.
            }
        }
        return RouteRules.of(taken, CATALOGUE);
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
        boolean asked = project && !requirement.equals("public") && random.nextBoolean();
        return "GET " + resource + " " + requirement + (asked ? " project {project}" : "");
    }

    private static boolean opensTo(@Nullable Principal principal, MatchedRule matched) {
        RouteRule rule = matched.rule();
        return rule.requirement() instanceof Requirement.Public
                || (principal != null
                        && rule.requirement().isMetBy(principal)
                        && rule.isProjectOf(principal, matched.pathParameters()));
    }

    /** As IAM reads a policy. */
    private static boolean allows(ApiPolicy policy, String path) {
        return policy.allowed().stream().anyMatch(each -> like(each, path))
                && policy.denied().stream().noneMatch(each -> like(each, path));
    }

    private static boolean like(String pattern, String path) {
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
                "jane",
                project,
                Scopes.of(Stream.of(scopes).map(Scope::new).toArray(Scope[]::new)),
                false,
                SecretGeneration.CURRENT,
                null);
    }
}
