package dev.tokenry.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpiryBoundaryTest {

    private static final Instant BOUNDARY = Instant.parse("2026-03-18T10:37:42.518Z");
    private static final Instant JUST_BEFORE = BOUNDARY.minusNanos(1);
    private static final Instant JUST_AFTER = BOUNDARY.plusNanos(1);
    private static final SecretDigest DIGEST = new SecretDigest(1, new byte[32]);

    @Test
    void token_is_active_until_just_before_its_expiry() {
        assertThat(settings(BOUNDARY, true).isExpiredAt(JUST_BEFORE)).isFalse();
        assertThat(settings(BOUNDARY, true).isExpiredAt(BOUNDARY)).isTrue();
        assertThat(settings(BOUNDARY, true).isExpiredAt(JUST_AFTER)).isTrue();
        assertThat(token(settings(BOUNDARY, true)).isActiveAt(JUST_BEFORE)).isTrue();
        assertThat(token(settings(BOUNDARY, true)).isActiveAt(BOUNDARY)).isFalse();
    }

    @Test
    void a_token_without_expiry_never_expires() {
        assertThat(settings(null, true).isExpiredAt(Instant.MAX)).isFalse();
        assertThat(token(settings(null, true)).isActiveAt(Instant.MAX)).isTrue();
    }

    @Test
    void disabled_token_is_never_active() {
        assertThat(token(settings(null, false)).isActiveAt(BOUNDARY)).isFalse();
        assertThat(token(settings(BOUNDARY, false)).isActiveAt(JUST_BEFORE)).isFalse();
    }

    @Test
    void previous_secret_is_valid_until_just_before_the_overlap_ends() {
        SecretDigests.PreviousDigest previous = new SecretDigests.PreviousDigest(DIGEST, BOUNDARY);
        SecretDigests secrets = new SecretDigests(DIGEST, previous, BOUNDARY.minusSeconds(60));

        assertThat(secrets.previousValidAt(JUST_BEFORE)).contains(previous);
        assertThat(secrets.previousValidAt(BOUNDARY)).isEmpty();
        assertThat(secrets.previousValidAt(JUST_AFTER)).isEmpty();
    }

    @Test
    void limited_overlap_ends_earlier_and_keeps_both_digests() {
        SecretDigest previous = new SecretDigest(2, new byte[32]);
        SecretDigests secrets = new SecretDigests(
                DIGEST, new SecretDigests.PreviousDigest(previous, BOUNDARY), BOUNDARY.minusSeconds(60));

        assertThat(secrets.limitOverlap(JUST_BEFORE))
                .isEqualTo(new SecretDigests(
                        DIGEST, new SecretDigests.PreviousDigest(previous, JUST_BEFORE), BOUNDARY.minusSeconds(60)));
        assertThat(secrets.limitOverlap(BOUNDARY)).isEqualTo(secrets);
        assertThat(secrets.limitOverlap(JUST_AFTER)).isEqualTo(secrets);
        assertThat(secrets.limitOverlap(null)).isEqualTo(secrets);
    }

    @Test
    void limiting_the_overlap_does_not_add_a_previous_secret() {
        SecretDigests secrets = new SecretDigests(DIGEST, null, BOUNDARY);

        assertThat(secrets.limitOverlap(JUST_BEFORE)).isEqualTo(secrets);
    }

    @Test
    void overlap_of_an_updated_token_ends_no_later_than_the_token() {
        SecretDigests secrets =
                new SecretDigests(DIGEST, new SecretDigests.PreviousDigest(DIGEST, JUST_AFTER), JUST_BEFORE);
        Token token = token(settings(null, true)).withSecrets(secrets);

        assertThat(token.secrets()).isEqualTo(secrets);
        assertThat(token.withSettings(settings(BOUNDARY, true)).secrets()).isEqualTo(secrets.limitOverlap(BOUNDARY));
        assertThat(token(settings(BOUNDARY, true)).withSecrets(secrets).secrets())
                .isEqualTo(secrets.limitOverlap(BOUNDARY));
    }

    @Test
    void initial_secret_has_no_previous_secret() {
        assertThat(SecretDigests.initial(DIGEST).previousValidAt(Instant.MIN)).isEmpty();
        assertThat(SecretDigests.initial(DIGEST).regeneratedAt()).isNull();
    }

    @Test
    void updated_token_keeps_all_other_fields() {
        Token token = token(settings(BOUNDARY, true));
        SecretDigests secrets = new SecretDigests(new SecretDigest(2, new byte[32]), null, BOUNDARY);
        Token updated =
                token.withSettings(settings(null, false)).withSecrets(secrets).withVersion(7);

        assertThat(updated).isEqualTo(new Token(token.id(), token.origin(), settings(null, false), secrets, null, 7));
        assertThat(token.version()).isEqualTo(Token.FIRST_VERSION);
    }

    private static TokenSettings settings(@Nullable Instant expiresAt, boolean enabled) {
        return new TokenSettings("ci", null, enabled, Scopes.of(Scope.READ_TOKENS), expiresAt, null);
    }

    private static Token token(TokenSettings settings) {
        TokenId id = new TokenId("tk0c01", "A".repeat(24));
        return Token.create(
                id, new TokenOrigin("anna", "anna", null, false, BOUNDARY.minusSeconds(60)), settings, DIGEST);
    }
}
