package dev.tokenry.administration;

import static dev.tokenry.administration.TestDependencies.NOW;
import static dev.tokenry.administration.TestDependencies.expiringAt;
import static dev.tokenry.administration.TestDependencies.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TokenUpdateTest {

    private static final Instant ONE_HOUR_LATER = NOW.plus(Duration.ofHours(1));
    private static final Instant TWO_HOURS_LATER = NOW.plus(Duration.ofHours(2));

    private final TestDependencies dependencies = new TestDependencies();
    private final Token nonExpiring = dependencies.stored(dependencies.insert(UnaryOperator.identity()));
    private final Token expiring = nonExpiring.withSettings(expiringAt(ONE_HOUR_LATER));
    private final TokenId otherId = dependencies.format.mint().id();
    private final Principal reader = caller(Scopes.of(Scope.READ_TOKENS), null);
    private final Principal writer = caller(Scopes.of(Scope.WRITE_TOKENS), null);

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
        assertThat(apply(writer, expiring, expiring.settings().withExpiresAt(NOW)).expiresAt())
                .isEqualTo(NOW);
        assertThat(apply(writer, nonExpiring, nonExpiring.settings().withExpiresAt(TWO_HOURS_LATER)).expiresAt())
                .isEqualTo(TWO_HOURS_LATER);
    }

    @Test
    void expiry_cannot_exceed_the_expiry_of_the_caller() {
        Principal expiringCaller = caller(Scopes.of(Scope.READ_TOKENS), TWO_HOURS_LATER);

        assertForbidden(expiringCaller, expiring, expiring.settings().withExpiresAt(TWO_HOURS_LATER.plusMillis(1)));
        assertForbidden(expiringCaller, expiring, expiring.settings().withExpiresAt(null));
        assertThat(apply(expiringCaller, expiring, expiring.settings().withExpiresAt(TWO_HOURS_LATER)).expiresAt())
                .isEqualTo(TWO_HOURS_LATER);
        assertThat(apply(expiringCaller, nonExpiring, nonExpiring.settings().withName("n")).expiresAt())
                .as("what is not set is not judged")
                .isNull();
    }

    @Test
    void an_overlap_ends_with_the_token_at_the_latest() {
        Token regenerated =
                dependencies.issuer.regenerate(nonExpiring, Duration.ofHours(2)).token();
        TokenSettings current = regenerated.settings();

        assertThat(overlapEnd(regenerated, current.withExpiresAt(ONE_HOUR_LATER))).isEqualTo(ONE_HOUR_LATER);
        assertThat(overlapEnd(regenerated, current.withExpiresAt(TWO_HOURS_LATER.plusSeconds(1))))
                .isEqualTo(TWO_HOURS_LATER);
        assertThat(overlapEnd(regenerated, current.withName("n"))).isEqualTo(TWO_HOURS_LATER);
    }

    private Instant overlapEnd(Token token, TokenSettings updated) {
        return new TokenUpdate(token, updated)
                .applyAs(reader, NOW)
                .secrets()
                .previousValidAt(NOW)
                .orElseThrow()
                .validUntil();
    }

    private Principal caller(Scopes scopes, Instant expiresAt) {
        return new Principal(otherId, "anna", null, scopes, false, SecretGeneration.CURRENT, expiresAt);
    }

    private static TokenSettings apply(Principal caller, Token token, TokenSettings updated) {
        return new TokenUpdate(token, updated).applyAs(caller, NOW).settings();
    }

    private static void assertForbidden(Principal caller, Token token, TokenSettings updated) {
        assertThatExceptionOfType(ApiException.ForbiddenException.class).isThrownBy(() -> apply(caller, token, updated));
    }
}
