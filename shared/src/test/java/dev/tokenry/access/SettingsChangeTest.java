package dev.tokenry.access;

import static dev.tokenry.access.SmallStack.NOW;
import static dev.tokenry.access.SmallStack.expiringAt;
import static dev.tokenry.access.SmallStack.settings;
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

class SettingsChangeTest {

    private static final Instant SOON = NOW.plus(Duration.ofHours(1));
    private static final Instant LATE = NOW.plus(Duration.ofHours(2));

    private final SmallStack stack = new SmallStack();
    private final Token eternal = stack.kept(stack.keep(UnaryOperator.identity()));
    private final Token mortal = eternal.withSettings(expiringAt(SOON));
    private final TokenId other = stack.format.mint().id();
    private final Principal reader = caller(Scopes.of(Scope.READ_TOKENS), null);
    private final Principal stranger = caller(Scopes.of(Scope.WRITE_TOKENS), null);

    @Test
    void the_date_of_change_moves_with_all_settings_but_the_status() {
        TokenSettings is = mortal.settings();

        assertThat(by(reader, mortal, is.withName("n")))
                .isEqualTo(is.withName("n").withModifiedAt(NOW));
        assertThat(by(reader, mortal, is.withDescription("d")))
                .isEqualTo(is.withDescription("d").withModifiedAt(NOW));
        assertThat(by(reader, mortal, is.withExpiresAt(LATE)))
                .isEqualTo(is.withExpiresAt(LATE).withModifiedAt(NOW));
        assertThat(by(reader, mortal, is.withScopes(Scopes.NONE)))
                .isEqualTo(is.withScopes(Scopes.NONE).withModifiedAt(NOW));
        assertThat(by(reader, mortal, is.withEnabled(false))).isEqualTo(is.withEnabled(false));
        assertThat(by(reader, mortal, is)).isEqualTo(is);
    }

    @Test
    void scopes_in_another_order_are_the_same() {
        TokenSettings is = settings(Scope.READ_TOKENS, Scope.READ_USERS);

        assertThat(is.withScopes(Scopes.of(Scope.READ_USERS, Scope.READ_TOKENS)))
                .isSameAs(is);
    }

    @Test
    void a_longer_life_is_given_by_those_alone_who_could_grant_the_scopes() {
        assertForbidden(stranger, mortal, mortal.settings().withExpiresAt(LATE));
        assertForbidden(stranger, mortal, mortal.settings().withExpiresAt(null));
        assertThat(by(stranger, mortal, mortal.settings().withExpiresAt(NOW)).expiresAt())
                .isEqualTo(NOW);
        assertThat(by(stranger, eternal, eternal.settings().withExpiresAt(LATE)).expiresAt())
                .isEqualTo(LATE);
    }

    @Test
    void a_life_is_set_no_longer_than_the_callers_own() {
        Principal dying = caller(Scopes.of(Scope.READ_TOKENS), LATE);

        assertForbidden(dying, mortal, mortal.settings().withExpiresAt(LATE.plusMillis(1)));
        assertForbidden(dying, mortal, mortal.settings().withExpiresAt(null));
        assertThat(by(dying, mortal, mortal.settings().withExpiresAt(LATE)).expiresAt())
                .isEqualTo(LATE);
        assertThat(by(dying, eternal, eternal.settings().withName("n")).expiresAt())
                .as("what is not set is not judged")
                .isNull();
    }

    @Test
    void an_overlap_ends_with_the_token_at_the_latest() {
        Token overlapping =
                stack.issuer.regenerate(eternal, Duration.ofHours(2)).token();
        TokenSettings is = overlapping.settings();

        assertThat(secretsEnd(overlapping, is.withExpiresAt(SOON))).isEqualTo(SOON);
        assertThat(secretsEnd(overlapping, is.withExpiresAt(LATE.plusSeconds(1))))
                .isEqualTo(LATE);
        assertThat(secretsEnd(overlapping, is.withName("n"))).isEqualTo(LATE);
    }

    private Instant secretsEnd(Token token, TokenSettings next) {
        return new SettingsChange(token, next)
                .by(reader, NOW)
                .secrets()
                .previousValidAt(NOW)
                .orElseThrow()
                .validUntil();
    }

    private Principal caller(Scopes scopes, Instant expiresAt) {
        return new Principal(other, "anna", null, scopes, false, SecretGeneration.CURRENT, expiresAt);
    }

    private static TokenSettings by(Principal caller, Token token, TokenSettings next) {
        return new SettingsChange(token, next).by(caller, NOW).settings();
    }

    private static void assertForbidden(Principal caller, Token token, TokenSettings next) {
        assertThatExceptionOfType(ApiException.ForbiddenException.class).isThrownBy(() -> by(caller, token, next));
    }
}
