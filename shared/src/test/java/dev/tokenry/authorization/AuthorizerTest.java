package dev.tokenry.authorization;

import static dev.tokenry.administration.TestDependencies.NOW;
import static dev.tokenry.administration.TestDependencies.disabled;
import static dev.tokenry.administration.TestDependencies.expiringAt;
import static dev.tokenry.administration.TestDependencies.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tokenry.administration.TestDependencies;
import dev.tokenry.authorization.AuthorizationDecision.Allowed;
import dev.tokenry.authorization.AuthorizationDecision.Denied;
import dev.tokenry.authorization.AuthorizationDecision.Unauthenticated;
import dev.tokenry.authorization.rule.RouteMatch;
import dev.tokenry.authorization.rule.RouteRules;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.DenialReason;
import dev.tokenry.model.IpBlock;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizerTest {

    private static final ScopeCatalogue CATALOGUE = ScopeCatalogue.builtIn();
    private static final RouteRules RULES = RouteRules.parse("""
            GET /public public
            GET /authenticated authenticated
            GET /read anyOf(apiTokens.read)
            GET /either anyOf(apiTokens.read, apiTokens.write)
            GET /both allOf(apiTokens.read, apiTokens.write)
            GET /one allOf(apiTokens.write)
            POST /projects/{project} anyOf(snapshots.upload) project {project}
            GET /projects/{project} authenticated project {project}
            """, CATALOGUE);

    private final TestDependencies dependencies = new TestDependencies();
    private final Authorizer authorizer = new Authorizer(dependencies.authenticator);
    private final List<Token> authenticatedTokens = new ArrayList<>();
    private final List<DenialReason> rejections = new ArrayList<>();
    private final TokenUseListener uses = new TestUses(
            authenticated -> authenticatedTokens.add(authenticated.token()), (_, reason) -> rejections.add(reason));

    @ParameterizedTest
    @CsvSource({
        "'',                               /authenticated, true",
        "'',                               /read,          false",
        "'',                               /either,        false",
        "'',                               /both,          false",
        "'',                               /one,           false",
        "apiTokens.read,                   /authenticated, true",
        "apiTokens.read,                   /read,          true",
        "apiTokens.read,                   /either,        true",
        "apiTokens.read,                   /both,          false",
        "apiTokens.read,                   /one,           false",
        "apiTokens.write,                  /read,          false",
        "apiTokens.write,                  /either,        true",
        "apiTokens.write,                  /both,          false",
        "apiTokens.write,                  /one,           true",
        "apiTokens.write apiTokens.read,   /read,          true",
        "apiTokens.write apiTokens.read,   /both,          true",
        "users.read users.write,           /authenticated, true",
        "users.read users.write,           /either,        false",
        "users.read users.write,           /both,          false",
        "TenantTokenManagement,            /authenticated, true",
        "TenantTokenManagement,            /read,          false",
        "TenantTokenManagement,            /both,          false",
        "apitokens.read APITOKENS.READ,    /read,          false",
        "apiTokens.readall apiTokens,      /read,          false",
    })
    void route_requires_its_scopes(String scopes, String resource, boolean allowed) {
        AuthorizationDecision decision = authorize(insert(scopes, null), "GET", resource, Map.of());

        if (allowed) {
            assertThat(decision).isInstanceOf(Allowed.class);
        } else {
            assertDenied(decision, DenialReason.MISSING_SCOPE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // scopes of the token, project of the token, project in the path, outcome
        "snapshots.upload,      web,  web,      allowed",
        "snapshots.upload,      web,  shop,     OTHER_PROJECT",
        "snapshots.upload,      web,  WEB,      OTHER_PROJECT",
        "snapshots.upload,      web,  web%20,   OTHER_PROJECT",
        "snapshots.upload,      web,  %77eb,    OTHER_PROJECT",
        "snapshots.upload,      web,  web/,     OTHER_PROJECT",
        "snapshots.upload,      web,  '',       OTHER_PROJECT",
        "snapshots.upload,      web,  missing,  OTHER_PROJECT",
        "snapshots.upload,      ,     web,      OTHER_PROJECT",
        "snapshots.upload,      ,     '',       OTHER_PROJECT",
        "snapshots.upload,      ,     missing,  OTHER_PROJECT",
        "apiTokens.read,        web,  web,      MISSING_SCOPE",
        "apiTokens.read,        web,  shop,     MISSING_SCOPE",
        "apiTokens.read,        ,     web,      MISSING_SCOPE",
        "'',                    web,  web,      MISSING_SCOPE",
        "TenantTokenManagement, ,     web,      MISSING_SCOPE",
        "TenantTokenManagement snapshots.upload, ,     web,  OTHER_PROJECT",
        "TenantTokenManagement snapshots.upload, shop, web,  OTHER_PROJECT",
        "TenantTokenManagement snapshots.upload, web,  web,  allowed",
    })
    void project_route_requires_a_token_bound_to_the_project(
            String scopes, @Nullable String project, String inPath, String outcome) {
        Map<String, String> path = inPath.equals("missing") ? Map.of("other", "web") : Map.of("project", inPath);
        AuthorizationDecision decision = authorize(insert(scopes, project), "POST", "/projects/{project}", path);

        if (outcome.equals("allowed")) {
            assertThat(decision).isInstanceOf(Allowed.class);
        } else {
            assertDenied(decision, DenialReason.valueOf(outcome));
        }
    }

    @Test
    void project_rule_without_scopes_requires_the_bound_project() {
        Map<String, String> path = Map.of("project", "web");

        assertThat(authorize(insert("", "web"), "GET", "/projects/{project}", path))
                .isInstanceOf(Allowed.class);
        assertDenied(authorize(insert("", "shop"), "GET", "/projects/{project}", path), DenialReason.OTHER_PROJECT);
        assertDenied(authorize(insert("", null), "GET", "/projects/{project}", path), DenialReason.OTHER_PROJECT);
    }

    @Test
    void project_bound_token_may_use_routes_without_a_project() {
        assertThat(authorize(insert("apiTokens.read", "web"), "GET", "/read", Map.of()))
                .isInstanceOf(Allowed.class);
    }

    @ParameterizedTest
    @CsvSource({"POST, /read", "GET, /nowhere", "get, /read", "GET, /read/", "GET, /projects/web", "'', ''"})
    void route_without_a_rule_is_denied(String method, String resource) {
        String everything = "TenantTokenManagement apiTokens.read apiTokens.write snapshots.upload";

        assertDenied(
                authorize(insert(everything, "web"), method, resource, Map.of("project", "web")), DenialReason.NO_RULE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/read   | Token is missing required scope. Use one of: apiTokens.read (Read API tokens)",
                "/either | Token is missing required scope. Use one of: "
                        + "apiTokens.read (Read API tokens), apiTokens.write (Write API tokens)",
                "/both   | Token is missing required scope. Use all of: "
                        + "apiTokens.read (Read API tokens), apiTokens.write (Write API tokens)",
                "/one    | Token is missing required scope. Use one of: apiTokens.write (Write API tokens)",
            })
    void denial_message_names_missing_scopes_with_their_descriptions(String resource, String message) {
        assertThat(authorize(insert("users.read", null), "GET", resource, Map.of()))
                .asInstanceOf(type(Denied.class))
                .returns(message, Denied::message);
    }

    @Test
    void denial_message_does_not_echo_the_request() {
        AuthorizationDecision decision = authorize(
                insert("snapshots.upload", "web"), "POST", "/projects/{project}", Map.of("project", "s3cret"));

        assertThat(decision)
                .asInstanceOf(type(Denied.class))
                .satisfies(denied -> assertThat(denied.message()).doesNotContain("s3cret"));
    }

    @Test
    void principal_is_built_from_the_token() {
        Instant expiresAt = NOW.plus(Duration.ofDays(1));
        PresentedToken presented = dependencies.insert(
                new TokenOrigin("anna", "bert", "web", false, NOW),
                new TokenSettings("ci", "text", true, Scopes.of(Scope.READ_TOKENS), expiresAt, NOW));

        assertThat(authorize(presented, "GET", "/read", Map.of()))
                .isEqualTo(new Allowed(
                        new Principal(
                                presented.id(),
                                OwnerName.of("anna"),
                                "web",
                                Scopes.of(Scope.READ_TOKENS),
                                false,
                                SecretGeneration.CURRENT,
                                expiresAt),
                        List.of(Scope.READ_TOKENS)));
    }

    @Test
    void principal_states_the_secret_generation() {
        PresentedToken previous = insert("apiTokens.read", null);
        dependencies.regenerate(dependencies.stored(previous), Duration.ofHours(1));

        assertThat(authorize(previous, "GET", "/read", Map.of()))
                .asInstanceOf(type(Allowed.class))
                .returns(
                        SecretGeneration.PREVIOUS,
                        allowed -> allowed.principal().secretGeneration());
    }

    @Test
    void rejected_token_is_unauthenticated_on_every_route() {
        PresentedToken presented =
                dependencies.insert(TestDependencies.origin(), disabled(settings(Scope.READ_TOKENS)));

        for (String resource : new String[] {"/read", "/authenticated", "/nowhere"}) {
            assertThat(authorize(presented, "GET", resource, Map.of()))
                    .isEqualTo(new Unauthenticated(DenialReason.DISABLED));
            assertThat(authorize("nonsense", "GET", resource, Map.of()))
                    .isEqualTo(new Unauthenticated(DenialReason.MALFORMED));
            assertThat(authorize(dependencies.format.mint(), "GET", resource, Map.of()))
                    .isEqualTo(new Unauthenticated(DenialReason.UNKNOWN));
        }
    }

    @Test
    void use_is_reported_for_allowed_and_denied_requests() {
        PresentedToken presented = insert("apiTokens.read", null);

        for (String resource : List.of("/read", "/one", "/nowhere", "/projects/{project}")) {
            authorize(presented, "GET", resource, Map.of());
            assertThat(authenticatedTokens).containsExactly(dependencies.stored(presented));
            authenticatedTokens.clear();
        }
    }

    @Test
    void use_is_not_reported_for_rejected_tokens() {
        authorize(
                dependencies.insert(TestDependencies.origin(), disabled(settings(Scope.READ_TOKENS))),
                "GET",
                "/read",
                Map.of());
        authorize(dependencies.insert(TestDependencies.origin(), expiringAt(NOW)), "GET", "/read", Map.of());
        authorize(dependencies.format.mint(insert("", null).id()), "GET", "/authenticated", Map.of());
        authorize(dependencies.format.mint(), "GET", "/authenticated", Map.of());

        assertThat(authenticatedTokens).isEmpty();
    }

    @Test
    void decision_uses_the_current_scopes() {
        PresentedToken presented = insert("apiTokens.read", null);
        assertThat(authorize(presented, "GET", "/read", Map.of())).isInstanceOf(Allowed.class);

        Token token = dependencies.stored(presented);
        dependencies.store.put(token.withSettings(settings(Scope.READ_USERS)));
        assertDenied(authorize(presented, "GET", "/read", Map.of()), DenialReason.MISSING_SCOPE);
    }

    @ParameterizedTest
    @CsvSource({
        "apiTokens.read,                   /read,          apiTokens.read",
        "apiTokens.read apiTokens.write,   /either,        apiTokens.read",
        "apiTokens.write apiTokens.read,   /either,        apiTokens.read",
        "apiTokens.write,                  /either,        apiTokens.write",
        "apiTokens.write apiTokens.read,   /both,          apiTokens.read apiTokens.write",
        "apiTokens.read apiTokens.write,   /authenticated, ''",
        "apiTokens.read,                   /one,           ''",
        "apiTokens.read,                   /unknown,       ''",
    })
    void scopes_that_met_the_rule_are_used(String scopes, String resource, String used) {
        assertThat(authorize(insert(scopes, null), "GET", resource, Map.of()).usedScopes())
                .isEqualTo(Scopes.parse(used).values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/read", "/either", "/both", "/one", "/authenticated"})
    void a_request_needs_no_other_scopes_than_those_it_used(String resource) {
        PresentedToken presented = insert("users.read apiTokens.write apiTokens.read", null);
        AuthorizationDecision decision = authorize(presented, "GET", resource, Map.of());

        PresentedToken reduced = insert(new Scopes(decision.usedScopes()).format(), null);
        assertThat(authorize(reduced, "GET", resource, Map.of())).isInstanceOf(Allowed.class);
    }

    @Test
    void a_scope_that_the_owner_lacks_is_not_used() {
        PresentedToken presented = dependencies.insert(
                new TokenOrigin("anna", "anna", null, true, NOW), settings(Scope.READ_TOKENS, Scope.WRITE_TOKENS));
        dependencies.users.put("anna", true, true, Scope.WRITE_TOKENS);

        assertThat(authorize(presented, "GET", "/either", Map.of()).usedScopes())
                .containsExactly(Scope.WRITE_TOKENS);
    }

    @Test
    void scopes_are_not_used_by_a_request_to_another_project() {
        PresentedToken presented = insert("snapshots.upload", "web");

        assertThat(authorize(presented, "POST", "/projects/{project}", Map.of("project", "other"))
                        .usedScopes())
                .isEmpty();
        assertThat(authorize(presented, "POST", "/projects/{project}", Map.of("project", "web"))
                        .usedScopes())
                .containsExactly(new Scope("snapshots.upload"));
    }

    @Test
    void personal_token_decision_uses_the_current_scopes_of_the_owner() {
        PresentedToken presented = dependencies.insert(
                new TokenOrigin("anna", "anna", null, true, NOW), settings(Scope.READ_TOKENS, Scope.WRITE_TOKENS));
        assertThat(authorize(presented, "GET", "/read", Map.of()))
                .isEqualTo(new Unauthenticated(DenialReason.OWNER_UNKNOWN));

        dependencies.users.put("anna", true, true, Scope.READ_TOKENS);
        assertDenied(authorize(presented, "GET", "/both", Map.of()), DenialReason.MISSING_SCOPE);
        assertThat(authorize(presented, "GET", "/read", Map.of()))
                .isEqualTo(new Allowed(
                        new Principal(
                                presented.id(),
                                OwnerName.of("anna"),
                                null,
                                Scopes.of(Scope.READ_TOKENS),
                                true,
                                SecretGeneration.CURRENT,
                                null),
                        List.of(Scope.READ_TOKENS)));

        dependencies.users.put("anna", false, true, Scope.READ_TOKENS);
        assertThat(authorize(presented, "GET", "/read", Map.of()))
                .isEqualTo(new Unauthenticated(DenialReason.OWNER_DISABLED));
    }

    @Test
    void unavailable_store_or_pepper_yields_no_decision() {
        PresentedToken presented = insert("apiTokens.read", null);
        dependencies.pepperFault = new ServiceUnavailableException("pepper");
        assertThatThrownBy(() -> authorize(presented, "GET", "/read", Map.of()))
                .isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> authorize(presented, "GET", "/nowhere", Map.of()))
                .isInstanceOf(ServiceUnavailableException.class);

        dependencies.store.fault = new ServiceUnavailableException("store");
        assertThatThrownBy(() -> authorize(presented, "GET", "/read", Map.of())).isSameAs(dependencies.store.fault);
    }

    private PresentedToken insert(String scopes, @Nullable String project) {
        return dependencies.insert(
                new TokenOrigin("anna", "anna", project, false, NOW),
                new TokenSettings("ci", null, true, Scopes.parse(scopes), null, null));
    }

    @Test
    void public_route_does_not_authenticate() {
        PresentedToken presented = insert("", null);
        dependencies.store.fault = new ServiceUnavailableException("The store is unavailable");

        assertThat(authorize(presented, "GET", "/public", Map.of()))
                .isEqualTo(new AuthorizationDecision.AllowedPublicly(null));
        assertThat(authorize("nonsense", "GET", "/public", Map.of()))
                .isEqualTo(new AuthorizationDecision.AllowedPublicly(null));
        assertThat(authenticatedTokens).isEmpty();
    }

    @Test
    void public_route_authenticates_when_the_result_is_cacheable() {
        PresentedToken presented = insert("apiTokens.read", null);
        Optional<RouteMatch> publicRoute = RULES.findByResource("GET", "/public", Map.of());

        assertThat(authorizer.authorize(Optional.of(presented.reveal()), publicRoute, null, true, uses))
                .isInstanceOfSatisfying(
                        AuthorizationDecision.AllowedPublicly.class,
                        decision -> assertThat(decision.principal()).isNotNull());
        assertThat(authenticatedTokens).hasSize(1);
        assertThat(authorizer.authorize(Optional.of("nonsense"), publicRoute, null, true, TestUses.IGNORED))
                .isEqualTo(new AuthorizationDecision.AllowedPublicly(null));
        assertThat(authorizer.authorize(Optional.empty(), publicRoute, null, true, TestUses.IGNORED))
                .isEqualTo(new AuthorizationDecision.AllowedPublicly(null));
    }

    @Test
    void only_the_rejected_use_of_a_proven_secret_is_reported() {
        PresentedToken retired = insert("apiTokens.read", null);
        PresentedToken current = dependencies
                .regenerate(dependencies.stored(retired), Duration.ZERO)
                .value();
        Token token = dependencies.stored(retired);

        authorize(dependencies.format.mint(retired.id()), "GET", "/read", Map.of());
        authorize(dependencies.format.mint(), "GET", "/read", Map.of());
        authorize("nonsense", "GET", "/read", Map.of());
        authorize(current, "GET", "/read", Map.of());
        authorize(current, "GET", "/one", Map.of());
        assertThat(rejections).isEmpty();

        authorize(retired, "GET", "/read", Map.of());
        dependencies.store.put(token.withSettings(TestDependencies.disabled(token.settings())));
        authorize(current, "GET", "/read", Map.of());
        dependencies.store.put(token.withSettings(token.settings()
                .withAllowedIps(
                        new AllowedIps(List.of(IpBlock.ofAddress("192.0.2.7").orElseThrow())))));
        authorize(current, "GET", "/read", Map.of());
        dependencies.store.put(token.withSettings(token.settings().withExpiresAt(TestDependencies.NOW)));
        authorize(current, "GET", "/read", Map.of());
        dependencies.store.put(token);
        dependencies.users.put("anna", false, true);
        authorize(current, "GET", "/read", Map.of());
        assertThat(rejections)
                .containsExactly(
                        DenialReason.RETIRED_SECRET,
                        DenialReason.DISABLED,
                        DenialReason.ADDRESS,
                        DenialReason.EXPIRED,
                        DenialReason.OWNER_DISABLED);

        authorize(current, "GET", "/public", Map.of());
        assertThat(rejections).hasSize(5);
    }

    private AuthorizationDecision authorize(
            PresentedToken presented, String method, String resource, Map<String, String> path) {
        return authorize(presented.reveal(), method, resource, path);
    }

    private AuthorizationDecision authorize(
            String tokenValue, String method, String resource, Map<String, String> path) {
        return authorizer.authorize(
                Optional.of(tokenValue), RULES.findByResource(method, resource, path), null, false, uses);
    }

    private static void assertDenied(AuthorizationDecision decision, DenialReason reason) {
        assertThat(decision).asInstanceOf(type(Denied.class)).returns(reason, Denied::reason);
    }
}
