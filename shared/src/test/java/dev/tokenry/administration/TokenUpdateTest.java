package dev.tokenry.administration;

import static dev.tokenry.administration.TestDependencies.NOW;
import static dev.tokenry.administration.TestDependencies.expiringAt;
import static dev.tokenry.administration.TestDependencies.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.error.ApiException;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TokenUpdateTest {

    private static final Instant ONE_HOUR_LATER = NOW.plus(Duration.ofHours(1));
    private static final Instant TWO_HOURS_LATER = NOW.plus(Duration.ofHours(2));
    private static final Scopes MANAGER_SCOPES = Scopes.of(Scope.MANAGE_ALL_TOKENS);

    private final TestDependencies dependencies = new TestDependencies();
    private final Token nonExpiring = dependencies.stored(dependencies.insert(UnaryOperator.identity()));
    private final Token expiring = nonExpiring.withSettings(expiringAt(ONE_HOUR_LATER));
    private final TokenId otherId = dependencies.format.mint().id();
    private final Principal reader = caller(Scopes.of(Scope.READ_TOKENS), null);
    private final Principal writer = caller(Scopes.of(Scope.WRITE_TOKENS), null);
    private final Principal manager = caller(MANAGER_SCOPES, null);

    @Test
    void modified_at_changes_with_every_setting_except_enabled() {
        TokenSettings current = expiring.settings();

        assertThat(apply(reader, expiring, current.withName("n")))
                .isEqualTo(current.withName("n").withModifiedAt(NOW));
        assertThat(apply(reader, expiring, current.withDescription("d")))
                .isEqualTo(current.withDescription("d").withModifiedAt(NOW));
        assertThat(apply(reader, expiring, current.withExpiresAt(TWO_HOURS_LATER)))
                .isEqualTo(current.withExpiresAt(TWO_HOURS_LATER).withModifiedAt(NOW));
        assertThat(apply(reader, expiring, current.withScopes(Scopes.NONE)))
                .isEqualTo(current.withScopes(Scopes.NONE).withModifiedAt(NOW));
        assertThat(apply(reader, expiring, current.withEnabled(false))).isEqualTo(current.withEnabled(false));
        assertThat(apply(reader, expiring, current)).isEqualTo(current);
    }

    @Test
    void scopes_in_another_order_are_the_same() {
        TokenSettings current = settings(Scope.READ_TOKENS, Scope.READ_USERS);

        assertThat(current.withScopes(Scopes.of(Scope.READ_USERS, Scope.READ_TOKENS)))
                .isSameAs(current);
    }

    @Test
    void extending_the_expiry_requires_grantable_scopes() {
        assertForbidden(writer, expiring, expiring.settings().withExpiresAt(TWO_HOURS_LATER));
        assertForbidden(writer, expiring, expiring.settings().withExpiresAt(null));
        assertThat(apply(writer, expiring, expiring.settings().withExpiresAt(NOW))
                        .expiresAt())
                .isEqualTo(NOW);
        assertThat(apply(writer, nonExpiring, nonExpiring.settings().withExpiresAt(TWO_HOURS_LATER))
                        .expiresAt())
                .isEqualTo(TWO_HOURS_LATER);
    }

    @Test
    void expiry_cannot_exceed_the_expiry_of_the_caller() {
        Principal expiringCaller = caller(Scopes.of(Scope.READ_TOKENS), TWO_HOURS_LATER);

        assertForbidden(expiringCaller, expiring, expiring.settings().withExpiresAt(TWO_HOURS_LATER.plusMillis(1)));
        assertForbidden(expiringCaller, expiring, expiring.settings().withExpiresAt(null));
        assertThat(apply(expiringCaller, expiring, expiring.settings().withExpiresAt(TWO_HOURS_LATER))
                        .expiresAt())
                .isEqualTo(TWO_HOURS_LATER);
        assertThat(apply(expiringCaller, nonExpiring, nonExpiring.settings().withName("n"))
                        .expiresAt())
                .as("what is not set is not evaluated")
                .isNull();
    }

    @Test
    void token_cannot_disable_itself() {
        TokenSettings disabled = expiring.settings().withEnabled(false);

        assertThatExceptionOfType(ApiException.InvalidRequestException.class)
                .isThrownBy(() -> apply(self(MANAGER_SCOPES), expiring, disabled));
        assertThat(apply(manager, expiring, disabled)).isEqualTo(disabled);
    }

    static Stream<UnaryOperator<TokenSettings>> forbiddenOnSelf() {
        return Stream.of(
                settings -> settings.withScopes(Scopes.NONE),
                settings -> settings.withScopes(Scopes.of(Scope.READ_TOKENS, Scope.READ_USERS)),
                settings -> settings.withScopes(Scopes.of(Scope.READ_USERS)),
                settings -> settings.withExpiresAt(TWO_HOURS_LATER),
                settings -> settings.withExpiresAt(ONE_HOUR_LATER.minusMillis(1)),
                settings -> settings.withExpiresAt(null));
    }

    @ParameterizedTest
    @MethodSource("forbiddenOnSelf")
    void token_cannot_change_its_own_scopes_or_expiry(UnaryOperator<TokenSettings> update) {
        TokenSettings updated = update.apply(expiring.settings());

        assertForbidden(self(MANAGER_SCOPES), expiring, updated);
        assertThat(apply(manager, expiring, updated)).isEqualTo(updated.withModifiedAt(NOW));
    }

    @Test
    void token_can_change_its_own_name_and_description() {
        TokenSettings updated = expiring.settings().withName("n").withDescription("d");

        assertThat(apply(self(Scopes.NONE), expiring, updated)).isEqualTo(updated.withModifiedAt(NOW));
    }

    @ParameterizedTest
    @CsvSource({
        // scopes of the caller; scopes of the token and whether it is enabled, before and after; whether it is allowed
        "apiTokens.read,            apiTokens.read,             true,  apiTokens.read users.read, true,  false",
        "apiTokens.read users.read, apiTokens.read,             true,  apiTokens.read users.read, true,  true",
        "apiTokens.read,            apiTokens.read,             true,  users.read,                false, false",
        "apiTokens.read,            users.read,                 true,  apiTokens.read users.read, true,  false",
        // without a new scope the caller needs none
        "apiTokens.read,            users.read,                 true,  users.read,                true,  true",
        "apiTokens.read,            users.read,                 true,  '',                        true,  true",
        "apiTokens.read,            users.read,                 true,  users.read,                false, true",
        "apiTokens.read,            users.read,                 false, users.read,                false, true",
        // enabling requires the scopes of the result
        "apiTokens.read,            users.read,                 false, users.read,                true,  false",
        "apiTokens.read,            apiTokens.read,             false, apiTokens.read,            true,  true",
        "apiTokens.read,            '',                         false, '',                        true,  true",
        // what is narrowed in the same request is not granted
        "apiTokens.read,            users.read,                 false, '',                        true,  true",
        "apiTokens.read,            apiTokens.read,             false, apiTokens.read users.read, true,  false",
        "users.read,                apiTokens.read,             false, apiTokens.read users.read, true,  false",
        "apiTokens.read users.read, apiTokens.read,             false, apiTokens.read users.read, true,  true",
        "TenantTokenManagement,     users.read,                 false, users.read,                true,  true",
    })
    void adding_scopes_to_or_enabling_a_token_requires_grantable_scopes(
            String callerScopes,
            String scopesBefore,
            boolean wasEnabled,
            String scopesAfter,
            boolean isEnabled,
            boolean allowed) {
        Token token = nonExpiring.withSettings(
                nonExpiring.settings().withScopes(Scopes.parse(scopesBefore)).withEnabled(wasEnabled));
        TokenSettings updated =
                token.settings().withScopes(Scopes.parse(scopesAfter)).withEnabled(isEnabled);
        Principal caller = caller(Scopes.parse(callerScopes), null);

        if (allowed) {
            assertThat(apply(caller, token, updated).scopes()).isEqualTo(updated.scopes());
        } else {
            assertForbidden(caller, token, updated);
        }
    }

    @Test
    void an_overlap_ends_with_the_token_at_the_latest() {
        Token regenerated =
                dependencies.regenerate(nonExpiring, Duration.ofHours(2)).token();
        TokenSettings current = regenerated.settings();

        assertThat(overlapEnd(regenerated, current.withExpiresAt(ONE_HOUR_LATER)))
                .isEqualTo(ONE_HOUR_LATER);
        assertThat(overlapEnd(regenerated, current.withExpiresAt(TWO_HOURS_LATER.plusSeconds(1))))
                .isEqualTo(TWO_HOURS_LATER);
        assertThat(overlapEnd(regenerated, current.withName("n"))).isEqualTo(TWO_HOURS_LATER);

        SecretDigests shortened = update(regenerated, current.withExpiresAt(ONE_HOUR_LATER))
                .applyAs(reader, NOW)
                .secrets();
        assertThat(shortened)
                .isEqualTo(new SecretDigests(
                        regenerated.secrets().current(),
                        new SecretDigests.PreviousDigest(nonExpiring.secrets().current(), ONE_HOUR_LATER),
                        NOW));
    }

    private Instant overlapEnd(Token token, TokenSettings updated) {
        return update(token, updated)
                .applyAs(reader, NOW)
                .secrets()
                .previousValidAt(NOW)
                .orElseThrow()
                .validUntil();
    }

    private Principal caller(Scopes scopes, Instant expiresAt) {
        return new Principal(otherId, OwnerName.of("anna"), null, scopes, false, SecretGeneration.CURRENT, expiresAt);
    }

    /** Returns the token itself as the caller. */
    private Principal self(Scopes scopes) {
        return new Principal(
                nonExpiring.id(), OwnerName.of("anna"), null, scopes, false, SecretGeneration.CURRENT, null);
    }

    private TokenUpdate update(Token token, TokenSettings updated) {
        return new TokenUpdate(
                token,
                UpdateToken.Change.of(token, updated),
                dependencies.users,
                ScopeCatalogue.builtIn(),
                dependencies.creationRule);
    }

    private TokenSettings apply(Principal caller, Token token, TokenSettings updated) {
        return update(token, updated).applyAs(caller, NOW).settings();
    }

    private void assertForbidden(Principal caller, Token token, TokenSettings updated) {
        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> apply(caller, token, updated));
    }
}
