package dev.tokenry.authorization;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.error.ApiException;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.User;
import dev.tokenry.store.TokenSummary;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a principal gains no permissions through the users that it changes or deletes. */
class UserPermissionsTest {

    private static final String MANAGE_ALL = "TenantTokenManagement";

    @ParameterizedTest
    @CsvSource({
        // scopes of the caller; scopes and status of the user before; scopes and status after; allowed
        "logs.read,         ,          ,      logs.read,              true,  true",
        "logs.read,         ,          ,      '',                     true,  true",
        "logs.read,         ,          ,      metrics.read,           true,  false",
        "logs.read,         ,          ,      metrics.read,           false, false",
        "logs.read,         ,          ,      TenantTokenManagement,  true,  false",
        "logs.read,         logs.read, true,  logs.read metrics.read, true,  false",
        "logs.read,         logs.read, true,  metrics.read,           false, false",
        // the scopes before count as much as those after
        "logs.read,         DataExport, true,  DataExport logs.read,  true,  false",
        "logs.read,         DataExport, true,  logs.read,             true,  false",
        "logs.read,         DataExport, true,  DataExport,            false, false",
        "logs.read,         DataExport, false, DataExport,            true,  false",
        "logs.read,         logs.read,  false, logs.read,             true,  true",
        "logs.read,         logs.read,  true,  logs.read,             false, true",
        "logs.read,         logs.read,  false, logs.read metrics.read, true, false",
        "logs.read metrics.read, logs.read, false, logs.read metrics.read, true, true",
        "TenantTokenManagement, DataExport, false, metrics.read DataExport, true, true",
        "TenantTokenManagement, ,       ,      TenantTokenManagement, true,  true",
    })
    void storing_a_user_requires_grantable_scopes_before_and_after(
            String callerScopes,
            @Nullable String scopesBefore,
            @Nullable Boolean wasEnabled,
            String scopesAfter,
            boolean isEnabled,
            boolean allowed) {
        Optional<User> current = scopesBefore == null
                ? Optional.empty()
                : Optional.of(user("bert", Boolean.TRUE.equals(wasEnabled), scopesBefore));

        check(
                allowed,
                () -> UserPermissions.requireMayReplace(
                        caller(callerScopes), current, user("bert", isEnabled, scopesAfter), List.of(), false));
    }

    @ParameterizedTest
    @CsvSource({
        "logs.read,             logs.read,            true",
        "logs.read,             '',                   true",
        "logs.read,             logs.read DataExport, false",
        "'',                    logs.read,            false",
        "TenantTokenManagement, DataExport,           true",
    })
    void deleting_a_user_requires_grantable_scopes(String callerScopes, String scopes, boolean allowed) {
        check(
                allowed,
                () -> UserPermissions.requireMayDelete(caller(callerScopes), user("bert", true, scopes), List.of()));
        check(
                allowed,
                () -> UserPermissions.requireMayDelete(caller(callerScopes), user("bert", false, scopes), List.of()));
    }

    @Test
    void only_bootstrap_disables_or_deletes_the_own_user() {
        User disabled = user("anna", false, "");
        User enabled = user("anna", true, "");
        for (String scopes : List.of("users.write", MANAGE_ALL)) {
            for (Optional<User> current : List.of(Optional.<User>empty(), Optional.of(enabled))) {
                checkInvalid(
                        () -> UserPermissions.requireMayReplace(caller(scopes), current, disabled, List.of(), false));
                check(
                        true,
                        () -> UserPermissions.requireMayReplace(caller(scopes), current, enabled, List.of(), false));
            }
            checkInvalid(() -> UserPermissions.requireMayDelete(caller(scopes), enabled, List.of()));
            check(true, () -> UserPermissions.requireMayDelete(caller(scopes), user("bert", true, ""), List.of()));
        }
        Principal bootstrap = new Principal(
                new TokenId("tk0c01", "A".repeat(24)),
                OwnerName.of("anna"),
                null,
                null,
                Scopes.parse(MANAGE_ALL),
                false,
                SecretGeneration.CURRENT,
                null,
                true,
                null,
                false);
        check(true, () -> UserPermissions.requireMayDelete(bootstrap, enabled, List.of()));
        check(true, () -> UserPermissions.requireMayReplace(bootstrap, Optional.empty(), disabled, List.of(), false));
    }

    @Test
    void user_is_written_only_by_who_could_grant_the_scopes_of_its_tokens() {
        User bert = user("bert", true, "");
        List<TokenSummary> tokens = List.of(summary(false, "logs.read"), summary(true, "DataExport"));
        Optional<User> current = Optional.of(bert);

        check(false, () -> UserPermissions.requireMayReplace(caller("users.write"), current, bert, tokens, false));
        check(false, () -> UserPermissions.requireMayDelete(caller("users.write"), bert, tokens));
        check(true, () -> UserPermissions.requireMayReplace(caller("logs.read"), current, bert, tokens, false));
        check(true, () -> UserPermissions.requireMayDelete(caller("logs.read"), bert, tokens));
        List<TokenSummary> many = Collections.nCopies(UserPermissions.MAX_TOKENS + 1, summary(false, "logs.read"));
        check(false, () -> UserPermissions.requireMayDelete(caller("logs.read"), bert, many));
        check(true, () -> UserPermissions.requireMayDelete(caller("logs.read"), bert, many.subList(1, many.size())));
        check(true, () -> UserPermissions.requireMayDelete(caller(MANAGE_ALL), bert, many));
    }

    @Test
    void record_over_an_owner_with_tokens_needs_the_scope_for_all_tokens_and_the_wish() {
        User bert = user("bert", true, "");
        List<TokenSummary> tokens = List.of(summary(false, "logs.read"));

        check(
                false,
                () -> UserPermissions.requireMayReplace(caller("logs.read"), Optional.empty(), bert, tokens, true));
        assertThatExceptionOfType(ApiException.ConflictException.class)
                .isThrownBy(() ->
                        UserPermissions.requireMayReplace(caller(MANAGE_ALL), Optional.empty(), bert, tokens, false));
        check(true, () -> UserPermissions.requireMayReplace(caller(MANAGE_ALL), Optional.empty(), bert, tokens, true));
        check(
                true,
                () -> UserPermissions.requireMayReplace(caller(MANAGE_ALL), Optional.of(bert), bert, tokens, false));
    }

    private static TokenSummary summary(boolean personal, String scopes) {
        return new TokenSummary(
                new TokenId("tk0c01", "B".repeat(24)),
                new TokenOrigin("bert", "bert", null, personal, Instant.EPOCH),
                "ci",
                true,
                Scopes.parse(scopes),
                null,
                null);
    }

    private static void checkInvalid(ThrowingCallable rule) {
        assertThatExceptionOfType(ApiException.InvalidRequestException.class).isThrownBy(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"users.read users.write", MANAGE_ALL})
    void project_bound_caller_has_no_access_to_users(String scopes) {
        Principal bound = caller(scopes, "web", SecretGeneration.CURRENT);

        check(false, () -> UserPermissions.requireMayRead(bound));
        check(false, () -> UserPermissions.requireMayWrite(bound));
        check(true, () -> UserPermissions.requireMayWrite(caller(scopes)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"users.read users.write", MANAGE_ALL})
    void previous_secret_can_read_but_not_write_users(String scopes) {
        Principal previous = caller(scopes, null, SecretGeneration.PREVIOUS);

        check(true, () -> UserPermissions.requireMayRead(previous));
        check(false, () -> UserPermissions.requireMayWrite(previous));
    }

    private static void check(boolean allowed, ThrowingCallable rule) {
        if (allowed) {
            assertThatCode(rule).doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(ApiException.ForbiddenException.class).isThrownBy(rule);
        }
    }

    private static User user(String name, boolean enabled, String scopes) {
        return new User(name, null, null, enabled, Scopes.parse(scopes), true, 1);
    }

    private static Principal caller(String scopes) {
        return caller(scopes, null, SecretGeneration.CURRENT);
    }

    private static Principal caller(String scopes, @Nullable String project, SecretGeneration generation) {
        TokenId id = new TokenId("tk0c01", "A".repeat(24));
        return new Principal(id, OwnerName.of("anna"), project, Scopes.parse(scopes), false, generation, null);
    }
}
