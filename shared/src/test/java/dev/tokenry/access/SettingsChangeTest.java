package dev.tokenry.access;

import static dev.tokenry.access.SmallStack.NOW;
import static dev.tokenry.access.SmallStack.expiringAt;
import static dev.tokenry.access.SmallStack.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.token.Principal;
import dev.tokenry.token.Problem;
import dev.tokenry.token.Scope;
import dev.tokenry.token.Scopes;
import dev.tokenry.token.SecretUsed;
import dev.tokenry.token.Settings;
import dev.tokenry.token.Token;
import dev.tokenry.token.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SettingsChangeTest {

    private static final Instant SOON = NOW.plus(Duration.ofHours(1));
    private static final Instant LATE = NOW.plus(Duration.ofHours(2));

    private final SmallStack stack = new SmallStack();
    private final Token eternal = stack.kept(stack.keep(UnaryOperator.identity()));
    private final Token mortal = eternal.with(expiringAt(SOON));
    private final TokenId other = stack.format.mint().id();
    private final Principal reader = caller(Scopes.of(Scope.READ_TOKENS), null);
    private final Principal stranger = caller(Scopes.of(Scope.WRITE_TOKENS), null);

    @Test
    void the_date_of_change_moves_with_all_settings_but_the_status() {
        Settings is = mortal.settings();

        assertThat(by(reader, mortal, is.withName("n")))
                .isEqualTo(is.withName("n").modifiedAt(NOW));
        assertThat(by(reader, mortal, is.withDescription("d")))
                .isEqualTo(is.withDescription("d").modifiedAt(NOW));
        assertThat(by(reader, mortal, is.withExpiresAt(LATE)))
                .isEqualTo(is.withExpiresAt(LATE).modifiedAt(NOW));
        assertThat(by(reader, mortal, is.withScopes(Scopes.NONE)))
                .isEqualTo(is.withScopes(Scopes.NONE).modifiedAt(NOW));
        assertThat(by(reader, mortal, is.withEnabled(false))).isEqualTo(is.withEnabled(false));
        assertThat(by(reader, mortal, is)).isEqualTo(is);
    }

    @Test
    void scopes_in_another_order_are_the_same() {
        Settings is = settings(Scope.READ_TOKENS, Scope.READ_USERS);

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
        Settings is = overlapping.settings();

        assertThat(secretsEnd(overlapping, is.withExpiresAt(SOON))).isEqualTo(SOON);
        assertThat(secretsEnd(overlapping, is.withExpiresAt(LATE.plusSeconds(1))))
                .isEqualTo(LATE);
        assertThat(secretsEnd(overlapping, is.withName("n"))).isEqualTo(LATE);
    }

    private Instant secretsEnd(Token token, Settings next) {
        return new SettingsChange(token, next)
                .by(reader, NOW)
                .secrets()
                .previousAt(NOW)
                .orElseThrow()
                .until();
    }

    private Principal caller(Scopes scopes, Instant expiresAt) {
        return new Principal(other, "anna", null, scopes, false, SecretUsed.CURRENT, expiresAt);
    }

    private static Settings by(Principal caller, Token token, Settings next) {
        return new SettingsChange(token, next).by(caller, NOW).settings();
    }

    private static void assertForbidden(Principal caller, Token token, Settings next) {
        assertThatExceptionOfType(Problem.Forbidden.class).isThrownBy(() -> by(caller, token, next));
    }
}
