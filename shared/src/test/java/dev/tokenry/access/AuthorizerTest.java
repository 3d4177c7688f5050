package dev.tokenry.access;

import static dev.tokenry.access.SmallStack.NOW;
import static dev.tokenry.access.SmallStack.disabled;
import static dev.tokenry.access.SmallStack.expiringAt;
import static dev.tokenry.access.SmallStack.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.authorization.AuthorizationDecision;
import dev.tokenry.authorization.AuthorizationDecision.Allowed;
import dev.tokenry.authorization.AuthorizationDecision.Denied;
import dev.tokenry.authorization.AuthorizationDecision.DenialReason;
import dev.tokenry.authorization.AuthorizationDecision.Unauthenticated;
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

    private final SmallStack stack = new SmallStack();
    private final Authorizer authorizer = new Authorizer(stack.authenticator, CATALOGUE);
    private final List<Token> used = new ArrayList<>();

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
    void a_route_opens_to_those_who_hold_its_scopes(String scopes, String resource, boolean allowed) {
        AuthorizationDecision verdict = authorize(keep(scopes, null), "GET", resource, Map.of());

        if (allowed) {
            assertThat(verdict).isInstanceOf(Allowed.class);
        } else {
            assertDenied(verdict, DenialReason.MISSING_SCOPE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // the token's scopes, its project, the one in the path, what becomes of it
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
    void a_project_opens_to_tokens_that_are_bound_to_it(
            String scopes, @Nullable String project, String inPath, String outcome) {
        Map<String, String> path = inPath.equals("missing") ? Map.of("other", "web") : Map.of("project", inPath);
        AuthorizationDecision verdict = authorize(keep(scopes, project), "POST", "/projects/{project}", path);

        if (outcome.equals("allowed")) {
            assertThat(verdict).isInstanceOf(Allowed.class);
        } else {
            assertDenied(verdict, DenialReason.valueOf(outcome));
        }
    }

    @Test
    void a_project_rule_binds_those_too_who_need_no_scope() {
        Map<String, String> path = Map.of("project", "web");

        assertThat(authorize(keep("", "web"), "GET", "/projects/{project}", path))
                .isInstanceOf(Allowed.class);
        assertDenied(authorize(keep("", "shop"), "GET", "/projects/{project}", path), DenialReason.OTHER_PROJECT);
        assertDenied(authorize(keep("", null), "GET", "/projects/{project}", path), DenialReason.OTHER_PROJECT);
    }

    @Test
    void a_bound_token_may_use_routes_without_a_project() {
        assertThat(authorize(keep("apiTokens.read", "web"), "GET", "/read", Map.of()))
                .isInstanceOf(Allowed.class);
    }

    @ParameterizedTest
    @CsvSource({"POST, /read", "GET, /nowhere", "get, /read", "GET, /read/", "GET, /projects/web", "'', ''"})
    void a_route_without_a_rule_is_nobody_s_to_use(String method, String resource) {
        String everything = "TenantTokenManagement apiTokens.read apiTokens.write snapshots.upload";

        assertDenied(authorize(keep(everything, "web"), method, resource, Map.of("project", "web")), DenialReason.NO_RULE);
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
    void a_missing_scope_is_named_with_what_it_means(String resource, String message) {
        assertThat(authorize(keep("users.read", null), "GET", resource, Map.of()))
                .asInstanceOf(type(Denied.class))
                .returns(message, Denied::message);
    }

    @Test
    void no_denial_names_what_the_caller_sent() {
        AuthorizationDecision verdict =
                authorize(keep("snapshots.upload", "web"), "POST", "/projects/{project}", Map.of("project", "s3cret"));

        assertThat(verdict)
                .asInstanceOf(type(Denied.class))
                .satisfies(denied -> assertThat(denied.message()).doesNotContain("s3cret"));
    }

    @Test
    void the_principal_is_what_the_token_says() {
        Instant expiresAt = NOW.plus(Duration.ofDays(1));
        PresentedToken whole = stack.keep(
                new TokenOrigin("anna", "bert", "web", false, NOW),
                new TokenSettings("ci", "text", true, Scopes.of(Scope.READ_TOKENS), expiresAt, NOW));

        assertThat(authorize(whole, "GET", "/read", Map.of()))
                .isEqualTo(new Allowed(new Principal(
                        whole.id(),
                        "anna",
                        "web",
                        Scopes.of(Scope.READ_TOKENS),
                        false,
                        SecretGeneration.CURRENT,
                        expiresAt)));
    }

    @Test
    void the_principal_says_when_a_previous_secret_was_used() {
        PresentedToken old = keep("apiTokens.read", null);
        stack.issuer.regenerate(stack.kept(old), Duration.ofHours(1));

        assertThat(authorize(old, "GET", "/read", Map.of()))
                .asInstanceOf(type(Allowed.class))
                .returns(SecretGeneration.PREVIOUS, allowed -> allowed.principal().secretGeneration());
    }

    @Test
    void a_token_that_opens_nothing_is_nobody_on_any_route() {
        PresentedToken whole = stack.keep(SmallStack.origin(), disabled(settings(Scope.READ_TOKENS)));

        for (String resource : new String[] {"/read", "/authenticated", "/nowhere"}) {
            assertThat(authorize(whole, "GET", resource, Map.of())).isEqualTo(new Unauthenticated(DenialReason.DISABLED));
            assertThat(authorize("nonsense", "GET", resource, Map.of()))
                    .isEqualTo(new Unauthenticated(DenialReason.MALFORMED));
            assertThat(authorize(stack.format.mint(), "GET", resource, Map.of()))
                    .isEqualTo(new Unauthenticated(DenialReason.UNKNOWN));
        }
    }

    @Test
    void a_token_that_proves_itself_is_used_whether_or_not_it_may_do_what_it_asks_for() {
        PresentedToken whole = keep("apiTokens.read", null);

        for (String resource : List.of("/read", "/one", "/nowhere", "/projects/{project}")) {
            authorize(whole, "GET", resource, Map.of());
            assertThat(used).containsExactly(stack.kept(whole));
            used.clear();
        }
    }

    @Test
    void a_token_that_opens_nothing_is_not_used() {
        authorize(stack.keep(SmallStack.origin(), disabled(settings(Scope.READ_TOKENS))), "GET", "/read", Map.of());
        authorize(stack.keep(SmallStack.origin(), expiringAt(NOW)), "GET", "/read", Map.of());
        authorize(stack.format.mint(keep("", null).id()), "GET", "/authenticated", Map.of());
        authorize(stack.format.mint(), "GET", "/authenticated", Map.of());

        assertThat(used).isEmpty();
    }

    @Test
    void a_narrowed_token_is_judged_by_what_it_holds_now() {
        PresentedToken whole = keep("apiTokens.read", null);
        assertThat(authorize(whole, "GET", "/read", Map.of())).isInstanceOf(Allowed.class);

        Token token = stack.kept(whole);
        stack.store.put(token.withSettings(settings(Scope.READ_USERS)));
        assertDenied(authorize(whole, "GET", "/read", Map.of()), DenialReason.MISSING_SCOPE);
    }

    @Test
    void a_personal_token_is_judged_and_handed_on_by_what_its_owner_holds_now() {
        PresentedToken whole = stack.keep(
                new TokenOrigin("anna", "anna", null, true, NOW), settings(Scope.READ_TOKENS, Scope.WRITE_TOKENS));
        assertThat(authorize(whole, "GET", "/read", Map.of())).isEqualTo(new Unauthenticated(DenialReason.OWNER_UNKNOWN));

        stack.users.put("anna", true, true, Scope.READ_TOKENS);
        assertDenied(authorize(whole, "GET", "/both", Map.of()), DenialReason.MISSING_SCOPE);
        assertThat(authorize(whole, "GET", "/read", Map.of()))
                .isEqualTo(new Allowed(new Principal(
                        whole.id(), "anna", null, Scopes.of(Scope.READ_TOKENS), true, SecretGeneration.CURRENT, null)));

        stack.users.put("anna", false, true, Scope.READ_TOKENS);
        assertThat(authorize(whole, "GET", "/read", Map.of())).isEqualTo(new Unauthenticated(DenialReason.OWNER_DISABLED));
    }

    @Test
    void a_store_or_pepper_that_is_away_is_neither_allowed_nor_denied() {
        PresentedToken whole = keep("apiTokens.read", null);
        stack.pepperFault = new ServiceUnavailableException("pepper");
        assertThatThrownBy(() -> authorize(whole, "GET", "/read", Map.of())).isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> authorize(whole, "GET", "/nowhere", Map.of())).isInstanceOf(ServiceUnavailableException.class);

        stack.store.fault = new ServiceUnavailableException("store");
        assertThatThrownBy(() -> authorize(whole, "GET", "/read", Map.of())).isSameAs(stack.store.fault);
    }

    private PresentedToken keep(String scopes, @Nullable String project) {
        return stack.keep(
                new TokenOrigin("anna", "anna", project, false, NOW),
                new TokenSettings("ci", null, true, Scopes.parse(scopes), null, null));
    }

    @Test
    void at_a_public_route_nobody_is_looked_at() {
        PresentedToken whole = keep("", null);
        stack.store.fault = new ServiceUnavailableException("The test's store is away");

        assertThat(authorize(whole, "GET", "/public", Map.of())).isEqualTo(new AuthorizationDecision.AllowedPublicly(null));
        assertThat(authorize("nonsense", "GET", "/public", Map.of())).isEqualTo(new AuthorizationDecision.AllowedPublicly(null));
        assertThat(used).isEmpty();
    }

    @Test
    void where_the_answer_is_for_all_routes_it_is_known_who_asks_at_a_public_one_too() {
        PresentedToken whole = keep("apiTokens.read", null);
        Optional<MatchedRule> open = RULES.find("GET", "/public", Map.of());

        assertThat(authorizer.authorize(Optional.of(whole.reveal()), open, true, known -> used.add(known.token())))
                .isInstanceOfSatisfying(
                        AuthorizationDecision.AllowedPublicly.class,
                        verdict -> assertThat(verdict.principal()).isNotNull());
        assertThat(used).hasSize(1);
        assertThat(authorizer.authorize(Optional.of("nonsense"), open, true, known -> {}))
                .isEqualTo(new AuthorizationDecision.AllowedPublicly(null));
        assertThat(authorizer.authorize(Optional.empty(), open, true, known -> {}))
                .isEqualTo(new AuthorizationDecision.AllowedPublicly(null));
    }

    private AuthorizationDecision authorize(PresentedToken whole, String method, String resource, Map<String, String> path) {
        return authorize(whole.reveal(), method, resource, path);
    }

    private AuthorizationDecision authorize(String text, String method, String resource, Map<String, String> path) {
        return authorizer.authorize(
                Optional.of(text), RULES.find(method, resource, path), false, known -> used.add(known.token()));
    }

    private static void assertDenied(AuthorizationDecision verdict, DenialReason reason) {
        assertThat(verdict).asInstanceOf(type(Denied.class)).returns(reason, Denied::reason);
    }
}
