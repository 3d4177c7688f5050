package dev.tokenry.authorization;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.error.ApiException;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.User;
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
        // unchanged and removed scopes need not be grantable
        "logs.read,         DataExport, true,  DataExport logs.read,  true,  true",
        "logs.read,         DataExport, true,  logs.read,             true,  true",
        "logs.read,         DataExport, true,  DataExport,            false, true",
        "logs.read,         DataExport, false, DataExport,            false, true",
        // enabling a user gives all of its scopes back
        "logs.read,         DataExport, false, DataExport,            true,  false",
        "logs.read,         DataExport, false, logs.read,             true,  false",
        "logs.read,         logs.read,  false, logs.read,             true,  true",
        "logs.read,         logs.read,  false, logs.read metrics.read, true, false",
        "metrics.read,      logs.read,  false, logs.read metrics.read, true, false",
        "logs.read metrics.read, logs.read, false, logs.read metrics.read, true, true",
        "TenantTokenManagement, DataExport, false, metrics.read DataExport, true, true",
        "TenantTokenManagement, ,       ,      TenantTokenManagement, true,  true",
    })
    void adding_or_reenabling_scopes_of_a_user_requires_grantable_scopes(
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
                        caller(callerScopes), current, user("bert", isEnabled, scopesAfter)));
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
        check(allowed, () -> UserPermissions.requireMayDelete(caller(callerScopes), user("bert", true, scopes)));
        check(allowed, () -> UserPermissions.requireMayDelete(caller(callerScopes), user("bert", false, scopes)));
    }

    @Test
    void changing_or_deleting_the_own_user_requires_managing_all_tokens() {
        for (boolean enabled : new boolean[] {true, false}) {
            User ownUser = user("anna", enabled, "");
            for (Optional<User> current : List.of(Optional.<User>empty(), Optional.of(ownUser))) {
                check(false, () -> UserPermissions.requireMayReplace(caller("users.write"), current, ownUser));
                check(true, () -> UserPermissions.requireMayReplace(caller(MANAGE_ALL), current, ownUser));
            }
            check(false, () -> UserPermissions.requireMayDelete(caller("users.write"), ownUser));
            check(true, () -> UserPermissions.requireMayDelete(caller(MANAGE_ALL), ownUser));
        }
        check(true, () -> UserPermissions.requireMayDelete(caller("users.write"), user("Anna", true, "")));
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
        return new Principal(id, "anna", project, Scopes.parse(scopes), false, generation, null);
    }
}
