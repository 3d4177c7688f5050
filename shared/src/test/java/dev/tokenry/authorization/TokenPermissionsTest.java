package dev.tokenry.authorization;

import static dev.tokenry.administration.TestDependencies.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.error.ApiException;
import dev.tokenry.model.OwnerName;
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
import dev.tokenry.model.User;
import dev.tokenry.store.TokenFilter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    // Visibility and projects

    @ParameterizedTest
    @CsvSource({
        // scopes and project of the caller, owner and project of the token, visible
        "apiTokens.write,       ,    anna, ,     true",
        "apiTokens.write,       ,    anna, web,  true",
        "apiTokens.write,       ,    bert, ,     false",
        "apiTokens.write,       ,    bert, web,  false",
        "apiTokens.write,       ,    Anna, ,     true",
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
                .isEqualTo(new TokenFilter.ByOwner(OwnerName.of("anna"), null));
        assertThat(TokenPermissions.visibleTo(caller("apiTokens.read", "web", null)))
                .isEqualTo(new TokenFilter.ByOwner(OwnerName.of("anna"), "web"));
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

    // Weakening

    @ParameterizedTest
    @CsvSource({
        // scopes and project of the caller, scopes and project of the token, allowed
        "apiTokens.write,       ,    TenantTokenManagement, ,     false",
        "apiTokens.write,       ,    TenantTokenManagement, web,  false",
        "apiTokens.write,       web, TenantTokenManagement, web,  false",
        "TenantTokenManagement, ,    TenantTokenManagement, ,     true",
        "TenantTokenManagement, ,    TenantTokenManagement, web,  true",
        "TenantTokenManagement, web, TenantTokenManagement, web,  true",
        "TenantTokenManagement, web, TenantTokenManagement, ,     false",
        "apiTokens.write,       ,    apiTokens.read,        ,     true",
    })
    void manager_of_all_tokens_is_weakened_only_by_its_like(
            String held, @Nullable String callerProject, String scopes, @Nullable String project, boolean allowed) {
        Token token = token(OTHER_ID, "anna", project, Scopes.parse(scopes));

        check(
                allowed,
                () -> TokenPermissions.requireMayWeaken(
                        caller(held, callerProject, null), token, Optional::empty, CATALOGUE));
    }

    @Test
    void personal_token_counts_as_manager_only_while_its_user_is_one() {
        Token personal = Token.create(
                OTHER_ID,
                new TokenOrigin("anna", "anna", null, true, NOW),
                new TokenSettings("ci", null, true, Scopes.of(Scope.MANAGE_ALL_TOKENS), null, null),
                new SecretDigest(1, new byte[32]));
        for (Scopes scopes : List.of(Scopes.NONE, Scopes.of(Scope.MANAGE_ALL_TOKENS))) {
            User anna = new User("anna", null, null, true, scopes, true, 1);

            check(
                    scopes.equals(Scopes.NONE),
                    () -> TokenPermissions.requireMayWeaken(
                            caller("apiTokens.write"), personal, () -> Optional.of(anna), CATALOGUE));
        }
    }

    // Overlap after a regeneration

    @Test
    void previous_secret_cannot_be_used_for_changes() {
        for (String scopes : new String[] {"TenantTokenManagement apiTokens.write", "apiTokens.rotateSelf"}) {
            Principal current = caller(scopes);
            Principal previous = new Principal(
                    OWN_ID,
                    OwnerName.of("anna"),
                    null,
                    current.scopes(),
                    false,
                    SecretGeneration.PREVIOUS,
                    current.expiresAt());

            check(true, () -> TokenPermissions.requireCurrentSecret(current));
            check(false, () -> TokenPermissions.requireCurrentSecret(previous));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // exchanged, personal; may write
        "false, false, true",
        "false, true, true",
        "true, true, true",
        "true, false, false",
    })
    void the_token_of_a_job_makes_no_changes(boolean exchanged, boolean personal, boolean allowed) {
        Principal caller = new Principal(
                OWN_ID,
                OwnerName.of("anna"),
                null,
                null,
                Scopes.parse("TenantTokenManagement apiTokens.write users.write scopes.write projects.write"),
                personal,
                SecretGeneration.CURRENT,
                null,
                false,
                null,
                false,
                exchanged);

        check(allowed, () -> TokenPermissions.requireMayWrite(caller));
        check(allowed, () -> UserPermissions.requireMayWrite(caller));
        check(allowed, () -> ScopePermissions.requireMayWrite(caller));
        check(allowed, () -> TrustPermissions.requireMayWriteIssuers(caller));
    }

    @Test
    void scope_check_uses_the_message_of_the_authorizer() {
        check(true, () -> TokenPermissions.requireScope(caller("apiTokens.read"), Scope.READ_TOKENS, CATALOGUE));
        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> TokenPermissions.requireScope(
                        caller("TenantTokenManagement apiTokens.write"), Scope.READ_TOKENS, CATALOGUE))
                .withMessage("Token is missing required scope. Use one of: apiTokens.read (Read API tokens)");
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
        return new Principal(
                OWN_ID,
                OwnerName.of("anna"),
                project,
                Scopes.parse(scopes),
                false,
                SecretGeneration.CURRENT,
                expiresAt);
    }

    private static Token token(TokenId id, String owner, @Nullable String project, Scopes scopes) {
        return Token.create(
                id,
                new TokenOrigin(owner, owner, project, false, NOW),
                new TokenSettings("ci", null, true, scopes, null, null),
                new SecretDigest(1, new byte[32]));
    }
}
