package dev.tokenry.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NothingSecretPrintsTest {

    private static final Instant NOW = Instant.parse("2026-03-18T10:37:42.518Z");
    private static final PresentedToken WHOLE = new TokenFormat("tk0c01", Set.of("tk0c01"), new SecureRandom()).mint();
    private static final byte[] DIGEST_BYTES = random(SecretDigest.BYTES);
    private static final SecretDigest DIGEST = new SecretDigest(3, DIGEST_BYTES);
    private static final Secrets SECRETS = new Secrets(DIGEST, new Secrets.Previous(DIGEST, NOW), NOW);
    private static final Settings SETTINGS =
            new Settings("ci", null, true, Scopes.of(Scope.READ_TOKENS), NOW.plusSeconds(60), null);
    private static final Token TOKEN = Token.fresh(
                    WHOLE.id(), new Origin("anna", "anna", null, false, NOW), SETTINGS, DIGEST)
            .with(SECRETS);

    static Stream<Object> things() {
        return Stream.of(
                WHOLE.secret(),
                WHOLE,
                DIGEST,
                SECRETS,
                new Secrets.Previous(DIGEST, NOW),
                TOKEN,
                List.of(WHOLE, TOKEN),
                Map.of("token", WHOLE));
    }

    @ParameterizedTest
    @MethodSource("things")
    void neither_secret_nor_digest(Object thing) {
        byte[] secret = WHOLE.secret().text().getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        assertThat(leaks(thing.toString(), WHOLE.secret().text())).isEmpty();
        for (byte[] hidden : List.of(secret, DIGEST_BYTES)) {
            assertThat(writtenForms(hidden).flatMap(form -> leaks(thing.toString(), form).stream()))
                    .isEmpty();
        }
    }

    @Test
    void the_token_does_print_its_id() {
        assertThat(TOKEN.toString()).contains(WHOLE.id().value());
        assertThat(WHOLE.toString()).contains(WHOLE.id().value());
    }

    @Test
    void a_refused_secret_is_not_echoed() {
        assertThatThrownBy(() -> new TokenSecret(WHOLE.secret().text() + "A"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not a token secret");
    }

    @Test
    void secrets_are_equal_by_their_text_and_their_hash_tells_nothing() {
        String text = WHOLE.secret().text();
        TokenSecret same = new TokenSecret(text);
        TokenSecret other = new TokenSecret("A".repeat(64));

        assertThat(same).isEqualTo(WHOLE.secret()).hasSameHashCodeAs(WHOLE.secret());
        assertThat(other).isNotEqualTo(same).hasSameHashCodeAs(same);
        assertThat(same.equals(text)).as("equal to a text").isFalse();
        assertThat(WHOLE).isEqualTo(new PresentedToken(WHOLE.id(), same));
    }

    @Test
    void digests_are_equal_by_pepper_version_and_every_byte() {
        assertThat(new SecretDigest(3, DIGEST_BYTES)).isEqualTo(DIGEST).hasSameHashCodeAs(DIGEST);
        assertThat(new SecretDigest(4, DIGEST_BYTES)).isNotEqualTo(DIGEST);
        for (int i = 0; i < SecretDigest.BYTES; i++) {
            byte[] changed = DIGEST_BYTES.clone();
            changed[i] ^= 1;
            assertThat(new SecretDigest(3, changed)).isNotEqualTo(DIGEST);
        }
        assertThat(DIGEST.equals(WHOLE.secret())).as("equal to a secret").isFalse();
    }

    @Test
    void a_digest_cannot_be_changed_from_outside() {
        byte[] given = DIGEST_BYTES.clone();
        SecretDigest digest = new SecretDigest(3, given);
        given[0] ^= 1;
        digest.toByteArray()[1] ^= 1;

        assertThat(digest).isEqualTo(DIGEST);
    }

    @Test
    void a_digest_is_32_bytes_of_a_pepper_that_has_a_version() {
        for (int length : new int[] {0, 16, 31, 33, 64}) {
            assertThatThrownBy(() -> new SecretDigest(1, new byte[length]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new SecretDigest(0, new byte[32])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SecretDigest(-1, new byte[32])).isInstanceOf(IllegalArgumentException.class);
    }

    private static Stream<String> writtenForms(byte[] hidden) {
        return Stream.of(
                HexFormat.of().formatHex(hidden),
                HexFormat.of().withUpperCase().formatHex(hidden),
                HexFormat.ofDelimiter(":").formatHex(hidden),
                Base64.getEncoder().encodeToString(hidden),
                Base64.getUrlEncoder().encodeToString(hidden),
                Arrays.toString(hidden));
    }

    /** What of a hidden text shows, by runs of eight characters. */
    private static List<String> leaks(String printed, String hidden) {
        return IntStream.rangeClosed(0, hidden.length() - 8)
                .mapToObj(at -> hidden.substring(at, at + 8))
                .filter(printed::contains)
                .toList();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
