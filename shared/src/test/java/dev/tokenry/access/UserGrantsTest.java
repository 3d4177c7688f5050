package dev.tokenry.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
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

/** The rules of "Who may do what" on users, tried from the side of those who want more. */
class UserGrantsTest {

    private static final String ALL = "TenantTokenManagement";

    @ParameterizedTest
    @CsvSource({
        // what the caller holds; the user's scopes before and after, each with whether it is enabled
        "logs.read,         ,          ,      logs.read,              true,  true",
        "logs.read,         ,          ,      '',                     true,  true",
        "logs.read,         ,          ,      metrics.read,           true,  false",
        "logs.read,         ,          ,      metrics.read,           false, false",
        "logs.read,         ,          ,      TenantTokenManagement,  true,  false",
        "logs.read,         logs.read, true,  logs.read metrics.read, true,  false",
        "logs.read,         logs.read, true,  metrics.read,           false, false",
        // what is there already is not put there, and taking away is free
        "logs.read,         DataExport, true,  DataExport logs.read,  true,  true",
        "logs.read,         DataExport, true,  logs.read,             true,  true",
        "logs.read,         DataExport, true,  DataExport,            false, true",
        "logs.read,         DataExport, false, DataExport,            false, true",
        // enabling gives all of them back
        "logs.read,         DataExport, false, DataExport,            true,  false",
        "logs.read,         DataExport, false, logs.read,             true,  false",
        "logs.read,         logs.read,  false, logs.read,             true,  true",
        "TenantTokenManagement, DataExport, false, metrics.read DataExport, true, true",
        "TenantTokenManagement, ,       ,      TenantTokenManagement, true,  true",
    })
    void nobody_puts_a_scope_on_a_user_or_lets_it_in_again_that_it_could_not_grant(
            String held,
            @Nullable String before,
            @Nullable Boolean wasEnabled,
            String after,
            boolean isEnabled,
            boolean allowed) {
        Optional<User> old =
                before == null ? Optional.empty() : Optional.of(user("bert", Boolean.TRUE.equals(wasEnabled), before));

        check(allowed, () -> UserGrants.requireMayReplace(caller(held), old, user("bert", isEnabled, after)));
    }

    @ParameterizedTest
    @CsvSource({
        "logs.read,             logs.read,            true",
        "logs.read,             '',                   true",
        "logs.read,             logs.read DataExport, false",
        "'',                    logs.read,            false",
        "TenantTokenManagement, DataExport,           true",
    })
    void nobody_deletes_a_user_whose_scopes_it_could_not_grant(String held, String scopes, boolean allowed) {
        check(allowed, () -> UserGrants.requireMayDelete(caller(held), user("bert", true, scopes)));
        check(allowed, () -> UserGrants.requireMayDelete(caller(held), user("bert", false, scopes)));
    }

    @Test
    void nobody_makes_changes_or_deletes_its_own_user_but_who_manages_all_tokens() {
        for (boolean enabled : new boolean[] {true, false}) {
            User own = user("anna", enabled, "");
            for (Optional<User> old : List.of(Optional.<User>empty(), Optional.of(own))) {
                check(false, () -> UserGrants.requireMayReplace(caller("users.write"), old, own));
                check(true, () -> UserGrants.requireMayReplace(caller(ALL), old, own));
            }
            check(false, () -> UserGrants.requireMayDelete(caller("users.write"), own));
            check(true, () -> UserGrants.requireMayDelete(caller(ALL), own));
        }
        check(true, () -> UserGrants.requireMayDelete(caller("users.write"), user("Anna", true, "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"users.read users.write", ALL})
    void who_is_bound_to_a_project_has_no_access_to_users(String scopes) {
        Principal bound = caller(scopes, "web", SecretGeneration.CURRENT);

        check(false, () -> UserGrants.requireMayRead(bound));
        check(false, () -> UserGrants.requireMayWrite(bound));
        check(true, () -> UserGrants.requireMayWrite(caller(scopes)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"users.read users.write", ALL})
    void a_previous_secret_reads_users_and_writes_none(String scopes) {
        Principal previous = caller(scopes, null, SecretGeneration.PREVIOUS);

        check(true, () -> UserGrants.requireMayRead(previous));
        check(false, () -> UserGrants.requireMayWrite(previous));
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

    private static Principal caller(String scopes, @Nullable String project, SecretGeneration secret) {
        TokenId id = new TokenId("tk0c01", "A".repeat(24));
        return new Principal(id, "anna", project, Scopes.parse(scopes), false, secret, null);
    }
}
