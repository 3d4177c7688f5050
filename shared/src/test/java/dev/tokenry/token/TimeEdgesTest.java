package dev.tokenry.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimeEdgesTest {

    private static final Instant EDGE = Instant.parse("2026-03-18T10:37:42.518Z");
    private static final Instant JUST_BEFORE = EDGE.minusNanos(1);
    private static final Instant JUST_AFTER = EDGE.plusNanos(1);
    private static final SecretDigest DIGEST = new SecretDigest(1, new byte[32]);

    @Test
    void a_token_works_until_just_before_its_expiry() {
        assertThat(settings(EDGE, true).isExpiredAt(JUST_BEFORE)).isFalse();
        assertThat(settings(EDGE, true).isExpiredAt(EDGE)).isTrue();
        assertThat(settings(EDGE, true).isExpiredAt(JUST_AFTER)).isTrue();
        assertThat(token(settings(EDGE, true)).isUsableAt(JUST_BEFORE)).isTrue();
        assertThat(token(settings(EDGE, true)).isUsableAt(EDGE)).isFalse();
    }

    @Test
    void a_token_without_expiry_never_expires() {
        assertThat(settings(null, true).isExpiredAt(Instant.MAX)).isFalse();
        assertThat(token(settings(null, true)).isUsableAt(Instant.MAX)).isTrue();
    }

    @Test
    void a_disabled_token_is_never_usable() {
        assertThat(token(settings(null, false)).isUsableAt(EDGE)).isFalse();
        assertThat(token(settings(EDGE, false)).isUsableAt(JUST_BEFORE)).isFalse();
    }

    @Test
    void a_previous_secret_works_until_just_before_the_overlap_s_end() {
        Secrets.Previous previous = new Secrets.Previous(DIGEST, EDGE);
        Secrets secrets = new Secrets(DIGEST, previous, EDGE.minusSeconds(60));

        assertThat(secrets.previousAt(JUST_BEFORE)).contains(previous);
        assertThat(secrets.previousAt(EDGE)).isEmpty();
        assertThat(secrets.previousAt(JUST_AFTER)).isEmpty();
    }

    @Test
    void a_first_secret_has_none_before_it() {
        assertThat(Secrets.first(DIGEST).previousAt(Instant.MIN)).isEmpty();
        assertThat(Secrets.first(DIGEST).regeneratedAt()).isNull();
    }

    @Test
    void a_changed_token_keeps_all_that_was_not_changed() {
        Token token = token(settings(EDGE, true));
        Secrets secrets = new Secrets(new SecretDigest(2, new byte[32]), null, EDGE);
        Token changed = token.with(settings(null, false)).with(secrets).withVersion(7);

        assertThat(changed).isEqualTo(new Token(token.id(), token.origin(), settings(null, false), secrets, null, 7));
        assertThat(token.version()).isEqualTo(Token.FIRST_VERSION);
    }

    private static Settings settings(@Nullable Instant expiresAt, boolean enabled) {
        return new Settings("ci", null, enabled, Scopes.of(Scope.READ_TOKENS), expiresAt, null);
    }

    private static Token token(Settings settings) {
        TokenId id = new TokenId("tk0c01", "A".repeat(24));
        return Token.fresh(id, new Origin("anna", "anna", null, false, EDGE.minusSeconds(60)), settings, DIGEST);
    }
}
