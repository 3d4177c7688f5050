package dev.tokenry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.access.Requirement.AllOf;
import dev.tokenry.access.Requirement.AnyOf;
import dev.tokenry.access.Requirement.Authenticated;
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
    private static final Scope READ = Scope.READ_TOKENS;
    private static final Scope WRITE = Scope.WRITE_TOKENS;

    @Test
    void a_rule_asks_for_nothing() {
        assertThat(parse("GET /v2/openapi.json public").requirement()).isEqualTo(new Requirement.Public());
    }

    @Test
    void a_rule_asks_for_any_working_token() {
        assertThat(parse("GET /v2/scopes authenticated"))
                .isEqualTo(new RouteRule("GET", ResourcePath.parse("/v2/scopes"), new Authenticated(), null));
    }

    @Test
    void a_rule_asks_for_one_of_some_scopes() {
        assertThat(parse("GET /v2/apiTokens anyOf(apiTokens.read)"))
                .isEqualTo(new RouteRule("GET", ResourcePath.parse("/v2/apiTokens"), new AnyOf(List.of(READ)), null));
        assertThat(parse("DELETE /v2/apiTokens/{id} anyOf(apiTokens.write,apiTokens.read)"))
                .isEqualTo(new RouteRule(
                        "DELETE", ResourcePath.parse("/v2/apiTokens/{id}"), new AnyOf(List.of(WRITE, READ)), null));
    }

    @Test
    void a_rule_asks_for_all_of_some_scopes() {
        assertThat(parse("POST /v2/apiTokens allOf(apiTokens.read, apiTokens.write)"))
                .isEqualTo(new RouteRule(
                        "POST", ResourcePath.parse("/v2/apiTokens"), new AllOf(List.of(READ, WRITE)), null));
    }

    @Test
    void a_rule_names_the_parameter_that_is_the_project() {
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
    void a_scope_may_be_named_by_its_alias() {
        assertThat(parse("GET /ai anyOf(Davis)").requirement()).isEqualTo(new AnyOf(List.of(new Scope("AI"))));
    }

    @Test
    void blanks_around_a_rule_do_not_count() {
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
                "GET /v2 anyOf(apitokens.read)",
                "GET /v2 allOf(apiTokens.read, nope)",
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
    void a_rule_in_any_other_form_is_refused_by_its_text(String rule) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> parse(rule))
                .withMessageStartingWith("Route rule \"" + rule + "\": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void an_empty_rule_is_refused(String rule) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> parse(rule));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /v2 allOf(apiTokens.read, nope) | there is no scope \"nope\"",
                "GET /v2 anyOf()                     | there is no scope \"\"",
                "GET /v2/{p} authenticated project {q} | its resource has no parameter {q}",
                "GET /v2                             | write METHOD /resource requirement [project {param}]",
            })
    void a_refusal_says_what_is_wrong(String rule, String why) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> parse(rule))
                .withMessage("Route rule \"" + rule + "\": " + why);
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
        assertThat(rules.find("POST", "/v2/apiTokens", Map.of()))
                .hasValueSatisfying(
                        found -> assertThat(found.rule().requirement()).isEqualTo(new AnyOf(List.of(WRITE))));
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
    void a_route_that_is_not_exactly_there_has_no_rule(String method, String resource) {
        RouteRules rules =
                RouteRules.parse("GET /v2/apiTokens authenticated\nGET /v2/apiTokens/{id} authenticated", CATALOGUE);

        assertThat(rules.find(method, resource, Map.of())).isEmpty();
    }

    @Test
    void two_rules_for_one_route_are_refused_even_when_they_agree() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> RouteRules.parse(
                        "GET /v2/scopes authenticated\nGET /v2/scopes anyOf(apiTokens.read)", CATALOGUE))
                .withMessage("Two rules are given for GET /v2/scopes");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() ->
                        RouteRules.parse("GET /v2/scopes authenticated\nGET /v2/scopes authenticated", CATALOGUE));
    }

    @Test
    void one_bad_rule_refuses_them_all() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() ->
                        RouteRules.parse("GET /v2/scopes authenticated\nGET /v2/apiTokens anyOf(nope)", CATALOGUE))
                .withMessageContaining("GET /v2/apiTokens anyOf(nope)");
    }

    @Test
    void no_rules_allow_no_route() {
        assertThat(RouteRules.parse("", CATALOGUE).routes()).isEmpty();
    }

    @Test
    void a_rule_for_any_method_counts_where_there_is_no_other() {
        RouteRules rules = rules("ANY /a authenticated", "GET /a anyOf(apiTokens.read)", "ANY $default public");

        assertThat(rules.find("GET", "/a", Map.of()))
                .hasValueSatisfying(
                        found -> assertThat(found.rule().requirement()).isEqualTo(new AnyOf(List.of(READ))));
        assertThat(rules.find("POST", "/a", Map.of()))
                .hasValueSatisfying(
                        found -> assertThat(found.rule().requirement()).isEqualTo(new Authenticated()));
        assertThat(rules.find("POST", "$default", Map.of()))
                .hasValueSatisfying(
                        found -> assertThat(found.rule().requirement()).isEqualTo(new Requirement.Public()));
        assertThat(rules.find("POST", "/b", Map.of())).isEmpty();
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
        "GET,  /b,         ''",
        "GET,  /,          ''",
    })
    void a_path_alone_leads_to_the_most_special_route(String method, String path, String route) {
        RouteRules rules = rules(
                "ANY /a/{rest+} authenticated",
                "GET /a/{id} authenticated",
                "POST /a/{id} authenticated",
                "GET /a/b authenticated",
                "ANY /a authenticated",
                "GET /a authenticated",
                "ANY $default authenticated");

        assertThat(rules.match(method, path).map(found -> found.rule().route()).orElse(""))
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
                "GET /p/{project} authenticated project {project} | GET /p/all authenticated",
                "GET /p/{project}/{id} authenticated project {project} | GET /p/{id}/x authenticated",
                "GET /{a}/{project} authenticated project {project} | GET /x/{project} authenticated project {project}",
            })
    void two_rules_that_a_kept_answer_could_mistake_are_refused_by_both_their_routes(String one, String two) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> rules(one, two).requireUnambiguous())
                .withMessageContaining(parse(one).route())
                .withMessageContaining(parse(two).route());
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
                "GET /a/{id}/x authenticated | GET /a/{id}/y anyOf(apiTokens.read)",
                "GET /p/{project}/a authenticated project {project} | GET /p/{project}/b anyOf(apiTokens.read) project {project}",
                "GET /p/{project} authenticated project {project} | GET /p/{project}/{id} anyOf(apiTokens.read) project {project}",
                "GET /p/{project}/{id} authenticated project {project} | GET /p/{project}/x authenticated project {project}",
            })
    void rules_that_cannot_be_mistaken_are_taken(String one, String two) {
        rules(one, two).requireUnambiguous();
    }

    @Test
    void the_rules_of_one_gateway_are_taken_whether_it_keeps_answers_or_not() {
        RouteRules ambiguous = rules("GET /a/{id} authenticated", "GET /a/b public");

        assertThat(new GuardedApi(ambiguous, Duration.ZERO, true).keepsAnswers())
                .isFalse();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new GuardedApi(ambiguous, Duration.ofSeconds(1), true));
    }

    private static RouteRules rules(String... rules) {
        return RouteRules.of(List.of(rules), CATALOGUE);
    }

    private static RouteRule parse(String rule) {
        return RouteRule.parse(rule, CATALOGUE);
    }
}
