package dev.tokenry.authorization;

import static dev.tokenry.administration.TestDependencies.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.error.ApiException;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.TokenFilter;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that a principal gains no permissions through the tokens that it creates, changes or regenerates. */
class TokenPermissionsTest {

    private static final ScopeCatalogue CATALOGUE = ScopeCatalogue.builtIn();
    private static final TokenId OWN_ID = new TokenId("tk0c01", "A".repeat(24));
    private static final TokenId OTHER_ID = new TokenId("tk0c01", "B".repeat(24));
    private static final Scopes MANAGE_ALL = Scopes.of(Scope.MANAGE_ALL_TOKENS);
    private static final Scopes READ_WRITE = Scopes.of(Scope.READ_TOKENS, Scope.WRITE_TOKENS);

    // Granting scopes

    @ParameterizedTest
    @CsvSource({
        "apiTokens.read apiTokens.write, apiTokens.read,                 true",
        "apiTokens.read apiTokens.write, apiTokens.write apiTokens.read, true",
        "apiTokens.write,                apiTokens.read,                 false",
        "apiTokens.write,                apiTokens.write apiTokens.read, false",
        "apiTokens.write,                TenantTokenManagement,          false",
        "apiTokens.write,                apiTokens.rotateSelf,           false",
        "'',                             apiTokens.read,                 false",
        "users.write users.read,         TenantTokenManagement,          false",
        "tenanttokenmanagement,          apiTokens.read,                 false",
        "TenantTokenManagement,          apiTokens.read users.write,     true",
        "TenantTokenManagement,          TenantTokenManagement,          true",
    })
    void caller_can_grant_only_its_own_scopes(String held, String granted, boolean allowed) {
        check(allowed, () -> TokenPermissions.requireMayGrant(caller(held), Scopes.parse(granted)));
    }

    @Test
    void denial_message_names_exactly_the_missing_scopes() {
        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> TokenPermissions.requireMayGrant(
                        caller("apiTokens.write"), Scopes.parse("users.read apiTokens.write users.write")))
                .withMessage("Token cannot grant scopes that it does not hold: users.read, users.write");
    }

    @Test
    void regeneration_requires_grantable_scopes() {
        check(true, () -> requireMayRegenerate(caller("apiTokens.write apiTokens.read"), tokenWith(READ_WRITE)));
        check(false, () -> requireMayRegenerate(caller("apiTokens.write"), tokenWith(READ_WRITE)));
        check(false, () -> requireMayRegenerate(caller("apiTokens.write"), tokenWith(MANAGE_ALL)));
        check(true, () -> requireMayRegenerate(caller("apiTokens.write TenantTokenManagement"), tokenWith(MANAGE_ALL)));
    }

    @Test
    void caller_with_rotate_self_can_regenerate_only_itself() {
        Principal caller = caller("apiTokens.rotateSelf apiTokens.read");
        Scopes callerScopes = caller.scopes();

        check(true, () -> requireMayRegenerate(caller, token(OWN_ID, "anna", null, callerScopes)));
        check(false, () -> requireMayRegenerate(caller, token(OTHER_ID, "anna", null, callerScopes)));
        check(false, () -> requireMayRegenerate(caller, token(OTHER_ID, "anna", null, Scopes.NONE)));
    }

    @Test
    void managing_all_tokens_does_not_include_the_write_scope() {
        check(
                false,
                () -> requireMayRegenerate(
                        caller("TenantTokenManagement apiTokens.rotateSelf"), tokenWith(Scopes.NONE)));
    }

    @Test
    void token_with_added_scopes_cannot_regenerate_itself() {
        Principal caller = caller("apiTokens.rotateSelf");

        check(false, () -> requireMayRegenerate(caller, token(OWN_ID, "anna", null, MANAGE_ALL)));
    }

    // Visibility and projects

    @ParameterizedTest
    @CsvSource({
        // scopes and project of the caller, owner and project of the token, visible
        "apiTokens.write,       ,    anna, ,     true",
        "apiTokens.write,       ,    anna, web,  true",
        "apiTokens.write,       ,    bert, ,     false",
        "apiTokens.write,       ,    bert, web,  false",
        "apiTokens.write,       ,    Anna, ,     false",
        "apiTokens.write,       web, anna, web,  true",
        "apiTokens.write,       web, anna, shop, false",
        "apiTokens.write,       web, anna, ,     false",
        "apiTokens.write,       web, bert, web,  false",
        "TenantTokenManagement, ,    bert, ,     true",
        "TenantTokenManagement, ,    bert, shop, true",
        "TenantTokenManagement, web, bert, web,  true",
        "TenantTokenManagement, web, bert, shop, false",
        "TenantTokenManagement, web, bert, ,     false",
        "TenantTokenManagement, web, anna, shop, false",
        "TenantTokenManagement, web, anna, ,     false",
        "TenantTokenManagement, web, bert, WEB,  false",
    })
    void a_caller_sees_the_tokens_of_its_owner_and_project(
            String scopes, @Nullable String callerProject, String owner, @Nullable String project, boolean visible) {
        Principal caller = caller(scopes, callerProject, null);
        Token token = token(OTHER_ID, owner, project, Scopes.NONE);

        assertThat(TokenPermissions.visibleTo(caller).matches(token)).isEqualTo(visible);
        if (visible) {
            assertThat(TokenPermissions.requireVisible(token, caller)).isSameAs(token);
        } else {
            assertThatExceptionOfType(ApiException.NotFoundException.class)
                    .isThrownBy(() -> TokenPermissions.requireVisible(token, caller));
        }
    }

    @Test
    void visibility_is_a_filter_that_a_store_can_list() {
        assertThat(TokenPermissions.visibleTo(caller("apiTokens.read")))
                .isEqualTo(new TokenFilter.ByOwner("anna", null));
        assertThat(TokenPermissions.visibleTo(caller("apiTokens.read", "web", null)))
                .isEqualTo(new TokenFilter.ByOwner("anna", "web"));
        assertThat(TokenPermissions.visibleTo(caller("TenantTokenManagement"))).isEqualTo(new TokenFilter.All());
        assertThat(TokenPermissions.visibleTo(caller("TenantTokenManagement", "web", null)))
                .isEqualTo(new TokenFilter.ByProject("web"));
    }

    @Test
    void invisible_and_unknown_tokens_have_the_same_error() {
        assertThatExceptionOfType(ApiException.NotFoundException.class)
                .isThrownBy(
                        () -> TokenPermissions.requireVisible(token(OTHER_ID, "bert", null, Scopes.NONE), caller("")))
                .withMessage(new ApiException.NotFoundException().getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "apiTokens.write,       anna, true",
        "apiTokens.write,       bert, false",
        "apiTokens.write,       ANNA, false",
        "apiTokens.write,       '',   false",
        "users.write,           bert, false",
        "TenantTokenManagement, bert, true",
    })
    void caller_creates_tokens_only_for_its_own_owner(String scopes, String owner, boolean allowed) {
        check(allowed, () -> TokenPermissions.requireMayAssignOwner(caller(scopes), owner));
    }

    @ParameterizedTest
    @CsvSource({
        "apiTokens.write,       web, web,  true",
        "apiTokens.write,       web, shop, false",
        "apiTokens.write,       web, WEB,  false",
        "apiTokens.write,       web, ,     false",
        "TenantTokenManagement, web, shop, false",
        "TenantTokenManagement, web, ,     false",
        "apiTokens.write,       ,    shop, true",
        "apiTokens.write,       ,    ,     true",
    })
    void project_bound_caller_binds_only_to_its_own_project(
            String scopes, @Nullable String callerProject, @Nullable String project, boolean allowed) {
        check(allowed, () -> TokenPermissions.requireMayBindProject(caller(scopes, callerProject, null), project));
    }

    // Expiration

    @ParameterizedTest
    @CsvSource({
        "apiTokens.write,       2026-03-19T00:00:00Z, 2026-03-18T23:59:59Z,           true",
        "apiTokens.write,       2026-03-19T00:00:00Z, 2026-03-19T00:00:00Z,           true",
        "apiTokens.write,       2026-03-19T00:00:00Z, 2026-03-19T00:00:00.000000001Z, false",
        "apiTokens.write,       2026-03-19T00:00:00Z, 9999-12-31T23:59:59Z,           false",
        "apiTokens.write,       2026-03-19T00:00:00Z, ,                               false",
        "apiTokens.write,       ,                     9999-12-31T23:59:59Z,           true",
        "apiTokens.write,       ,                     ,                               true",
        "TenantTokenManagement, 2026-03-19T00:00:00Z, 9999-12-31T23:59:59Z,           true",
        "TenantTokenManagement, 2026-03-19T00:00:00Z, ,                               true",
    })
    void created_token_does_not_expire_later_than_its_creator(
            String scopes, @Nullable Instant ownExpiry, @Nullable Instant requestedExpiry, boolean allowed) {
        check(allowed, () -> TokenPermissions.requireExpiryWithinOwn(caller(scopes, null, ownExpiry), requestedExpiry));
    }

    @ParameterizedTest
    @CsvSource({
        "apiTokens.write,                       2026-03-19T00:00:00Z, 2026-03-19T00:00:00Z, true",
        "apiTokens.write,                       2026-03-19T00:00:00Z, 2026-03-19T00:00:01Z, false",
        "apiTokens.write,                       2026-03-19T00:00:00Z, ,                     false",
        "apiTokens.write,                       ,                     ,                     true",
        "apiTokens.write TenantTokenManagement, 2026-03-19T00:00:00Z, ,                     true",
    })
    void token_cannot_regenerate_a_token_that_expires_later(
            String scopes, @Nullable Instant ownExpiry, @Nullable Instant otherExpiry, boolean allowed) {
        TokenSettings settings = new TokenSettings("ci", null, true, Scopes.NONE, otherExpiry, null);

        check(
                allowed,
                () -> requireMayRegenerate(
                        caller(scopes, null, ownExpiry), tokenWith(Scopes.NONE).withSettings(settings)));
        check(
                true,
                () -> requireMayRegenerate(
                        caller(scopes, null, ownExpiry),
                        token(OWN_ID, "anna", null, Scopes.NONE).withSettings(settings)));
    }

    // Personal access tokens

    @ParameterizedTest
    @CsvSource({
        "apiTokens.write,                       true,  true,  true",
        "apiTokens.write,                       true,  false, false",
        "apiTokens.write,                       false, true,  true",
        "apiTokens.write,                       false, false, true",
        "apiTokens.write TenantTokenManagement, true,  false, true",
    })
    void personal_token_creates_and_regenerates_only_personal_tokens(
            String scopes, boolean callerIsPersonal, boolean otherIsPersonal, boolean allowed) {
        Principal caller = new Principal(
                OWN_ID, "anna", null, Scopes.parse(scopes), callerIsPersonal, SecretGeneration.CURRENT, null);
        Token other = Token.create(
                OTHER_ID,
                new TokenOrigin("anna", "anna", null, otherIsPersonal, NOW),
                new TokenSettings("ci", null, true, Scopes.NONE, null, null),
                new SecretDigest(1, new byte[32]));

        check(allowed, () -> TokenPermissions.requireMayCreate(caller, otherIsPersonal));
        check(allowed, () -> requireMayRegenerate(caller, other));
    }

    // Overlap after a regeneration

    @Test
    void previous_secret_cannot_be_used_for_changes() {
        for (String scopes : new String[] {"TenantTokenManagement apiTokens.write", "apiTokens.rotateSelf"}) {
            Principal current = caller(scopes);
            Principal previous = new Principal(
                    OWN_ID, "anna", null, current.scopes(), false, SecretGeneration.PREVIOUS, current.expiresAt());

            check(true, () -> TokenPermissions.requireCurrentSecret(current));
            check(false, () -> TokenPermissions.requireCurrentSecret(previous));
        }
    }

    @Test
    void scope_check_uses_the_message_of_the_authorizer() {
        check(true, () -> TokenPermissions.requireScope(caller("apiTokens.read"), Scope.READ_TOKENS, CATALOGUE));
        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> TokenPermissions.requireScope(
                        caller("TenantTokenManagement apiTokens.write"), Scope.READ_TOKENS, CATALOGUE))
                .withMessage("Token is missing required scope. Use one of: apiTokens.read (Read API tokens)");
    }

    private static void requireMayRegenerate(Principal caller, Token token) {
        TokenPermissions.requireMayRegenerate(caller, token, CATALOGUE);
    }

    private static void check(boolean allowed, ThrowingCallable rule) {
        if (allowed) {
            assertThatCode(rule).doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(ApiException.ForbiddenException.class).isThrownBy(rule);
        }
    }

    private static Principal caller(String scopes) {
        return caller(scopes, null, null);
    }

    private static Principal caller(String scopes, @Nullable String project, @Nullable Instant expiresAt) {
        return new Principal(OWN_ID, "anna", project, Scopes.parse(scopes), false, SecretGeneration.CURRENT, expiresAt);
    }

    private static Token tokenWith(Scopes scopes) {
        return token(OTHER_ID, "anna", null, scopes);
    }

    private static Token token(TokenId id, String owner, @Nullable String project, Scopes scopes) {
        return Token.create(
                id,
                new TokenOrigin(owner, owner, project, false, NOW),
                new TokenSettings("ci", null, true, scopes, null, null),
                new SecretDigest(1, new byte[32]));
    }
}
