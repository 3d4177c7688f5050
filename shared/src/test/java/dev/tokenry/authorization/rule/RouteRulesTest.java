package dev.tokenry.authorization.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.authorization.ProtectedApi;
import dev.tokenry.authorization.rule.Requirement.AllOf;
import dev.tokenry.authorization.rule.Requirement.AnyOf;
import dev.tokenry.authorization.rule.Requirement.Authenticated;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteRulesTest {

    private static final ScopeCatalogue CATALOGUE = ScopeCatalogue.builtIn();
    private static final Scope READ_SCOPE = Scope.READ_TOKENS;
    private static final Scope WRITE_SCOPE = Scope.WRITE_TOKENS;

    @Test
    void public_rule_has_no_requirement() {
        assertThat(parse("GET /v2/openapi.json public").requirement()).isEqualTo(new Requirement.Public());
    }

    @Test
    void authenticated_rule_requires_any_active_token() {
        assertThat(parse("GET /v2/scopes authenticated"))
                .isEqualTo(new RouteRule("GET", ResourcePath.parse("/v2/scopes"), new Authenticated(), null));
    }

    @Test
    void any_of_rule_requires_one_scope() {
        assertThat(parse("GET /v2/apiTokens anyOf(apiTokens.read)"))
                .isEqualTo(new RouteRule(
                        "GET", ResourcePath.parse("/v2/apiTokens"), new AnyOf(List.of(READ_SCOPE)), null));
        assertThat(parse("DELETE /v2/apiTokens/{id} anyOf(apiTokens.write,apiTokens.read)"))
                .isEqualTo(new RouteRule(
                        "DELETE",
                        ResourcePath.parse("/v2/apiTokens/{id}"),
                        new AnyOf(List.of(WRITE_SCOPE, READ_SCOPE)),
                        null));
    }

    @Test
    void all_of_rule_requires_every_scope() {
        assertThat(parse("POST /v2/apiTokens allOf(apiTokens.read, apiTokens.write)"))
                .isEqualTo(new RouteRule(
                        "POST",
                        ResourcePath.parse("/v2/apiTokens"),
                        new AllOf(List.of(READ_SCOPE, WRITE_SCOPE)),
                        null));
    }

    @Test
    void rule_names_the_project_parameter() {
        assertThat(parse("POST /v2/projects/{project}/snapshots anyOf(snapshots.upload) project {project}"))
                .isEqualTo(new RouteRule(
                        "POST",
                        ResourcePath.parse("/v2/projects/{project}/snapshots"),
                        new AnyOf(List.of(new Scope("snapshots.upload"))),
                        "project"));
        assertThat(parse("GET /p/{p_1}/{id} authenticated project {p_1}").projectParameter())
                .isEqualTo("p_1");
    }

    @Test
    void requirement_without_scopes_cannot_be_created() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new AllOf(List.of()));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new AnyOf(List.of()));
    }

    @Test
    void a_scope_that_the_product_does_not_have_stands_for_itself() {
        assertThat(parse("GET /orders anyOf(orders:read_all)").requirement())
                .isEqualTo(new AnyOf(List.of(new Scope("orders:read_all"))));
    }

    @Test
    void a_scope_may_be_named_by_its_alias() {
        assertThat(parse("GET /ai anyOf(Davis)").requirement()).isEqualTo(new AnyOf(List.of(new Scope("AI"))));
    }

    @Test
    void surrounding_whitespace_is_ignored() {
        assertThat(parse("  GET /v2/scopes authenticated \t")).isEqualTo(parse("GET /v2/scopes authenticated"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "GET",
                "GET /v2",
                "/v2 authenticated",
                "get /v2 authenticated",
                "GET v2 authenticated",
                "GET  /v2 authenticated",
                "GET /v2  authenticated",
                "GET /v 2 authenticated",
                "GET\t/v2\tauthenticated",
                "GET,POST /v2 authenticated",
                "* /v2 authenticated",
                "TRACE /v2 authenticated",
                "any /v2 authenticated",
                "GET $other authenticated",
                "GET /v2/* authenticated",
                "GET /v2/ authenticated",
                "GET /v2/{p+}/q authenticated",
                "GET /v2 public()",
                "GET /v2/{p} public project {p}",
                "GET /v2 Authenticated",
                "GET /v2 authenticated()",
                "GET /v2 nothing",
                "GET /v2 oneOf(apiTokens.read)",
                "GET /v2 anyof(apiTokens.read)",
                "GET /v2 anyOf",
                "GET /v2 anyOf (apiTokens.read)",
                "GET /v2 anyOf(apiTokens.read",
                "GET /v2 anyOf apiTokens.read",
                "GET /v2 anyOf((apiTokens.read))",
                "GET /v2 anyOf()",
                "GET /v2 allOf()",
                "GET /v2 allOf( )",
                "GET /v2 anyOf(,)",
                "GET /v2 anyOf(apiTokens.read,)",
                "GET /v2 anyOf(,apiTokens.read)",
                "GET /v2 anyOf(apiTokens.read apiTokens.write)",
                "GET /v2 anyOf(apiTokens.read) allOf(apiTokens.write)",
                "GET /v2 anyOf(apiTokens.*)",
                "GET /v2 anyOf(apiTokens..read)",
                "GET /v2 allOf(apiTokens.read, 1ope)",
                "GET /v2/{p} authenticated project",
                "GET /v2/{p} authenticated project p",
                "GET /v2/{p} authenticated project {}",
                "GET /v2/{p} authenticated project {q}",
                "GET /v2/p authenticated project {p}",
                "GET /v2/{P} authenticated project {p}",
                "GET /v2/{p+} authenticated project {p}",
                "GET /v2/{p} project {p}",
                "GET /v2/{p} project {p} authenticated",
                "GET /v2/{p} authenticated project {p} project {p}",
                "GET /v2/{p}/{q} authenticated project {p}{q}",
                "GET /v2 authenticated # all",
                "GET /v2 authenticated; GET /v3 authenticated",
            })
    void malformed_rule_is_rejected_with_its_text(String rule) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> parse(rule))
                .withMessageStartingWith("Route rule \"" + rule + "\": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void empty_rule_is_rejected(String rule) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> parse(rule));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /v2 allOf(apiTokens.read, no pe) | invalid scope \"no pe\"",
                "GET /v2 anyOf()                     | invalid scope \"\"",
                "GET /v2/{p} authenticated project {q} | the resource has no parameter {q}",
                "GET /v2                             | must have the form METHOD /resource requirement [project {param}]",
            })
    void error_message_states_the_cause(String rule, String reason) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> parse(rule))
                .withMessage("Route rule \"" + rule + "\": " + reason);
    }

    @Test
    void rules_are_found_by_method_and_resource() {
        RouteRules rules = RouteRules.parse("""

                GET /v2/apiTokens anyOf(apiTokens.read)

                POST /v2/apiTokens anyOf(apiTokens.write)
                GET /v2/apiTokens/{id} authenticated
                """, CATALOGUE);

        assertThat(rules.routes())
                .containsExactlyInAnyOrder("GET /v2/apiTokens", "POST /v2/apiTokens", "GET /v2/apiTokens/{id}");
        assertThat(rules.findByResource("POST", "/v2/apiTokens", Map.of()))
                .hasValueSatisfying(routeMatch ->
                        assertThat(routeMatch.rule().requirement()).isEqualTo(new AnyOf(List.of(WRITE_SCOPE))));
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /v2/apiTokens",
        "HEAD, /v2/apiTokens",
        "get, /v2/apiTokens",
        "GET, /v2/apiTokens/",
        "GET, /v2/apitokens",
        "GET, /v2/apiTokens/x",
        "GET, /v2/apiTokens/{name}",
        "GET, /api/v2/apiTokens",
        "GET, //v2/apiTokens",
        "GET, /v2/apiTokens?x",
        "'', ''",
    })
    void route_must_match_exactly(String method, String resource) {
        RouteRules rules =
                RouteRules.parse("GET /v2/apiTokens authenticated\nGET /v2/apiTokens/{id} authenticated", CATALOGUE);

        assertThat(rules.findByResource(method, resource, Map.of())).isEmpty();
    }

    @Test
    void duplicate_rules_for_a_route_are_rejected() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> RouteRules.parse(
                        "GET /v2/scopes authenticated\nGET /v2/scopes anyOf(apiTokens.read)", CATALOGUE))
                .withMessage("Duplicate rules for GET /v2/scopes");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() ->
                        RouteRules.parse("GET /v2/scopes authenticated\nGET /v2/scopes authenticated", CATALOGUE));
    }

    @Test
    void one_invalid_rule_rejects_all_rules() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() ->
                        RouteRules.parse("GET /v2/scopes authenticated\nGET /v2/apiTokens anyOf(no pe)", CATALOGUE))
                .withMessageContaining("GET /v2/apiTokens anyOf(no pe)");
    }

    @Test
    void empty_rules_allow_no_route() {
        assertThat(RouteRules.parse("", CATALOGUE).routes()).isEmpty();
    }

    @Test
    void any_method_rule_applies_without_a_more_specific_rule() {
        RouteRules rules = rules("ANY /a authenticated", "GET /a anyOf(apiTokens.read)", "ANY $default public");

        assertThat(rules.findByResource("GET", "/a", Map.of()))
                .hasValueSatisfying(routeMatch ->
                        assertThat(routeMatch.rule().requirement()).isEqualTo(new AnyOf(List.of(READ_SCOPE))));
        assertThat(rules.findByResource("POST", "/a", Map.of()))
                .hasValueSatisfying(routeMatch ->
                        assertThat(routeMatch.rule().requirement()).isEqualTo(new Authenticated()));
        assertThat(rules.findByResource("POST", "$default", Map.of()))
                .hasValueSatisfying(routeMatch ->
                        assertThat(routeMatch.rule().requirement()).isEqualTo(new Requirement.Public()));
        assertThat(rules.findByResource("POST", "/b", Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /a,         GET /a",
        "PUT,  /a,         ANY /a",
        "GET,  /a/,        GET /a",
        "GET,  /a/b,       GET /a/b",
        "POST, /a/b,       POST /a/{id}",
        "GET,  /a/c,       GET /a/{id}",
        "PUT,  /a/c,       ANY /a/{rest+}",
        "GET,  /a/c/d,     ANY /a/{rest+}",
        "GET,  /a/d,       GET /a/{id}",
        "GET,  /c/d,       GET /{x}/d",
        "GET,  /b,         ''",
        "GET,  /,          ''",
    })
    void path_matches_the_most_specific_route(String method, String path, String route) {
        RouteRules rules = rules(
                "ANY /a/{rest+} authenticated",
                "GET /{x}/d authenticated",
                "GET /a/{id} authenticated",
                "POST /a/{id} authenticated",
                "GET /a/b authenticated",
                "ANY /a authenticated",
                "GET /a authenticated",
                "ANY $default authenticated");

        assertThat(rules.matchPath(method, path)
                        .map(routeMatch -> routeMatch.rule().route())
                        .orElse(""))
                .isEqualTo(route);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /a/{id} authenticated | GET /a/b anyOf(apiTokens.read)",
                "GET /a/{id} authenticated | GET /a/b public",
                "GET /a/{id} authenticated | GET /a/{id}/b anyOf(apiTokens.read)",
                "GET /a/{rest+} authenticated | GET /a/b/c anyOf(apiTokens.read)",
                "GET /{x}/b authenticated | GET /a/{x} anyOf(apiTokens.read)",
                "ANY /a/{id} authenticated | GET /a/b anyOf(apiTokens.read)",
                "ANY /a authenticated | GET /a anyOf(apiTokens.read)",
                "ANY $default authenticated | GET /a anyOf(apiTokens.read)",
                "GET /a/{id} anyOf(apiTokens.read) | GET /a/b anyOf(apiTokens.read, apiTokens.write)",
                "GET /a/{id} anyOf(apiTokens.read, apiTokens.write) | GET /a/b allOf(apiTokens.read, apiTokens.write)",
                "GET /a/{id} allOf(apiTokens.read) | GET /a/b allOf(apiTokens.read, apiTokens.write)",
                "GET /p/{project} authenticated project {project} | GET /p/all authenticated",
                "GET $default authenticated | GET /{project} authenticated project {project}",
                "GET /p/{project}/{id} authenticated project {project} | GET /p/{id}/x authenticated",
                "GET /{a}/{project} authenticated project {project} | GET /x/{project} authenticated project {project}",
                "GET /{a}/{project} authenticated project {project} | GET /{a}/{project}/{rest+} authenticated project {project}",
                "GET /a/{b}/{project} authenticated project {project} | GET /a/{b}/{project}/{id} authenticated project {project}",
            })
    void conflicting_rules_are_rejected_with_both_routes(String first, String second) {
        for (RouteRules rules : List.of(rules(first, second), rules(second, first))) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(rules::requireNoConflicts)
                    .withMessageContaining(parse(first).route())
                    .withMessageContaining(parse(second).route());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /a/{id} authenticated | POST /a/b anyOf(apiTokens.read)",
                "GET /a/{id} authenticated | GET /a anyOf(apiTokens.read)",
                "GET /a/{id} authenticated | GET /b/{id} anyOf(apiTokens.read)",
                "GET /a/{id} authenticated | GET /a/b authenticated",
                "GET /a/{id} anyOf(apiTokens.read, apiTokens.write) | GET /a/b anyOf(apiTokens.write, apiTokens.read)",
                "GET /a/{id} allOf(apiTokens.read, apiTokens.write) | GET /a/b allOf(apiTokens.write, apiTokens.read)",
                "GET /a/{id}/x authenticated | GET /a/{id}/y anyOf(apiTokens.read)",
                "GET /p/{project}/a authenticated project {project} | GET /p/{project}/b anyOf(apiTokens.read) project {project}",
                "GET /p/{project} authenticated project {project} | GET /p/{project}/{id} anyOf(apiTokens.read) project {project}",
                "GET /p/{project}/{id} authenticated project {project} | GET /p/{project}/x authenticated project {project}",
            })
    void rules_without_conflicts_are_accepted(String first, String second) {
        rules(first, second).requireNoConflicts();
        rules(second, first).requireNoConflicts();
    }

    @Test
    void conflicting_rules_are_accepted_without_result_caching() {
        RouteRules conflicting = rules("GET /a/{id} authenticated", "GET /a/b public");

        assertThat(new ProtectedApi(conflicting, Duration.ZERO, true, false).cachesResults())
                .isFalse();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new ProtectedApi(conflicting, Duration.ofSeconds(1), true, false));
    }

    private static RouteRules rules(String... rules) {
        return RouteRules.of(List.of(rules), CATALOGUE);
    }

    private static RouteRule parse(String rule) {
        return RouteRule.parse(rule, CATALOGUE);
    }
}
