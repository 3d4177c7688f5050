package dev.tokenry.access;

import static dev.tokenry.access.SmallStack.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.store.TokenFilter;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of "Who may do what", numbered as there, tried from the side of those who want more. */
class GrantsTest {

    private static final ScopeCatalogue CATALOGUE = ScopeCatalogue.builtIn();
    private static final TokenId MINE = new TokenId("tk0c01", "A".repeat(24));
    private static final TokenId OTHER = new TokenId("tk0c01", "B".repeat(24));
    private static final Scopes ALL_POWERFUL = Scopes.of(Scope.MANAGE_ALL_TOKENS);
    private static final Scopes READ_WRITE = Scopes.of(Scope.READ_TOKENS, Scope.WRITE_TOKENS);

    // 1. Grant

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
    void a_caller_grants_what_it_holds_and_no_more(String held, String granted, boolean allowed) {
        check(allowed, () -> Grants.requireMayGrant(caller(held), Scopes.parse(granted)));
    }

    @Test
    void a_refused_grant_names_exactly_the_scopes_that_are_missing() {
        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> Grants.requireMayGrant(
                        caller("apiTokens.write"), Scopes.parse("users.read apiTokens.write users.write")))
                .withMessage("Token may not grant scopes that it does not hold: users.read, users.write");
    }

    @Test
    void a_caller_that_may_write_regenerates_only_tokens_whose_scopes_it_could_grant() {
        check(true, () -> requireMayRegenerate(caller("apiTokens.write apiTokens.read"), tokenWith(READ_WRITE)));
        check(false, () -> requireMayRegenerate(caller("apiTokens.write"), tokenWith(READ_WRITE)));
        check(false, () -> requireMayRegenerate(caller("apiTokens.write"), tokenWith(ALL_POWERFUL)));
        check(
                true,
                () -> requireMayRegenerate(caller("apiTokens.write TenantTokenManagement"), tokenWith(ALL_POWERFUL)));
    }

    @Test
    void a_caller_that_may_only_rotate_itself_regenerates_nothing_else() {
        Principal caller = caller("apiTokens.rotateSelf apiTokens.read");
        Scopes same = caller.scopes();

        check(true, () -> requireMayRegenerate(caller, token(MINE, "anna", null, same)));
        check(false, () -> requireMayRegenerate(caller, token(OTHER, "anna", null, same)));
        check(false, () -> requireMayRegenerate(caller, token(OTHER, "anna", null, Scopes.NONE)));
    }

    @Test
    void managing_all_tokens_does_not_stand_in_for_the_right_to_write() {
        check(
                false,
                () -> requireMayRegenerate(
                        caller("TenantTokenManagement apiTokens.rotateSelf"), tokenWith(Scopes.NONE)));
    }

    @Test
    void a_token_that_was_widened_after_the_caller_was_authorized_is_not_regenerated_by_itself() {
        Principal caller = caller("apiTokens.rotateSelf");

        check(false, () -> requireMayRegenerate(caller, token(MINE, "anna", null, ALL_POWERFUL)));
    }

    // 2. See and manage, and 3. Project

    @ParameterizedTest
    @CsvSource({
        // the caller: scopes and project; the token: owner and project
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
            String scopes, @Nullable String bound, String owner, @Nullable String project, boolean seen) {
        Principal caller = caller(scopes, bound, null);
        Token token = token(OTHER, owner, project, Scopes.NONE);

        assertThat(Grants.visibleTo(caller).matches(token)).isEqualTo(seen);
        if (seen) {
            assertThat(Grants.requireVisible(token, caller)).isSameAs(token);
        } else {
            assertThatExceptionOfType(ApiException.NotFoundException.class).isThrownBy(() -> Grants.requireVisible(token, caller));
        }
    }

    @Test
    void what_a_caller_sees_is_a_range_that_a_store_can_list() {
        assertThat(Grants.visibleTo(caller("apiTokens.read"))).isEqualTo(new TokenFilter.ByOwner("anna", null));
        assertThat(Grants.visibleTo(caller("apiTokens.read", "web", null)))
                .isEqualTo(new TokenFilter.ByOwner("anna", "web"));
        assertThat(Grants.visibleTo(caller("TenantTokenManagement"))).isEqualTo(new TokenFilter.All());
        assertThat(Grants.visibleTo(caller("TenantTokenManagement", "web", null)))
                .isEqualTo(new TokenFilter.ByProject("web"));
    }

    @Test
    void a_foreign_token_and_an_unknown_one_are_refused_with_the_same_words() {
        assertThatExceptionOfType(ApiException.NotFoundException.class)
                .isThrownBy(() -> Grants.requireVisible(token(OTHER, "bert", null, Scopes.NONE), caller("")))
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
    void a_caller_makes_tokens_for_its_own_owner(String scopes, String owner, boolean allowed) {
        check(allowed, () -> Grants.requireMayOwn(caller(scopes), owner));
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
    void a_bound_caller_binds_to_its_own_project_whatever_else_it_holds(
            String scopes, @Nullable String bound, @Nullable String project, boolean allowed) {
        check(allowed, () -> Grants.requireMayBind(caller(scopes, bound, null), project));
    }

    // 4. Outliving

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
    void what_a_token_makes_does_not_outlive_it(
            String scopes, @Nullable Instant own, @Nullable Instant asked, boolean allowed) {
        check(allowed, () -> Grants.requireNotOutliving(caller(scopes, null, own), asked));
    }

    @ParameterizedTest
    @CsvSource({
        "apiTokens.write,                       2026-03-19T00:00:00Z, 2026-03-19T00:00:00Z, true",
        "apiTokens.write,                       2026-03-19T00:00:00Z, 2026-03-19T00:00:01Z, false",
        "apiTokens.write,                       2026-03-19T00:00:00Z, ,                     false",
        "apiTokens.write,                       ,                     ,                     true",
        "apiTokens.write TenantTokenManagement, 2026-03-19T00:00:00Z, ,                     true",
    })
    void a_token_regenerates_no_other_that_outlives_it(
            String scopes, @Nullable Instant own, @Nullable Instant other, boolean allowed) {
        TokenSettings settings = new TokenSettings("ci", null, true, Scopes.NONE, other, null);

        check(
                allowed,
                () -> requireMayRegenerate(
                        caller(scopes, null, own), tokenWith(Scopes.NONE).withSettings(settings)));
        check(
                true,
                () -> requireMayRegenerate(
                        caller(scopes, null, own),
                        token(MINE, "anna", null, Scopes.NONE).withSettings(settings)));
    }

    // 5. Personal tokens

    @ParameterizedTest
    @CsvSource({
        "apiTokens.write,                       true,  true,  true",
        "apiTokens.write,                       true,  false, false",
        "apiTokens.write,                       false, true,  true",
        "apiTokens.write,                       false, false, true",
        "apiTokens.write TenantTokenManagement, true,  false, true",
    })
    void a_personal_token_makes_and_regenerates_personal_ones(
            String scopes, boolean callerIsPersonal, boolean otherIsPersonal, boolean allowed) {
        Principal caller =
                new Principal(MINE, "anna", null, Scopes.parse(scopes), callerIsPersonal, SecretGeneration.CURRENT, null);
        Token other = Token.create(
                OTHER,
                new TokenOrigin("anna", "anna", null, otherIsPersonal, NOW),
                new TokenSettings("ci", null, true, Scopes.NONE, null, null),
                new SecretDigest(1, new byte[32]));

        check(allowed, () -> Grants.requireMayMint(caller, otherIsPersonal));
        check(allowed, () -> requireMayRegenerate(caller, other));
    }

    // 7. Overlap

    @Test
    void a_previous_secret_changes_nothing_whatever_its_token_holds() {
        for (String scopes : new String[] {"TenantTokenManagement apiTokens.write", "apiTokens.rotateSelf"}) {
            Principal current = caller(scopes);
            Principal previous = new Principal(
                    MINE, "anna", null, current.scopes(), false, SecretGeneration.PREVIOUS, current.expiresAt());

            check(true, () -> Grants.requireCurrentSecret(current));
            check(false, () -> Grants.requireCurrentSecret(previous));
        }
    }

    @Test
    void a_scope_that_is_asked_for_later_is_refused_in_the_authorizer_s_words() {
        check(true, () -> Grants.requireScope(caller("apiTokens.read"), Scope.READ_TOKENS, CATALOGUE));
        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> Grants.requireScope(
                        caller("TenantTokenManagement apiTokens.write"), Scope.READ_TOKENS, CATALOGUE))
                .withMessage("Token is missing required scope. Use one of: apiTokens.read (Read API tokens)");
    }

    private static void requireMayRegenerate(Principal caller, Token token) {
        Grants.requireMayRegenerate(caller, token, CATALOGUE);
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
        return new Principal(MINE, "anna", project, Scopes.parse(scopes), false, SecretGeneration.CURRENT, expiresAt);
    }

    private static Token tokenWith(Scopes scopes) {
        return token(OTHER, "anna", null, scopes);
    }

    private static Token token(TokenId id, String owner, @Nullable String project, Scopes scopes) {
        return Token.create(
                id,
                new TokenOrigin(owner, owner, project, false, NOW),
                new TokenSettings("ci", null, true, scopes, null, null),
                new SecretDigest(1, new byte[32]));
    }
}
