package dev.tokenry.model;

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

class SecretsAreNotPrintedTest {

    private static final Instant NOW = Instant.parse("2026-03-18T10:37:42.518Z");
    private static final PresentedToken PRESENTED =
            new TokenFormat("tk0c01", Set.of("tk0c01"), new SecureRandom()).mint();
    private static final byte[] DIGEST_BYTES = random(SecretDigest.BYTES);
    private static final SecretDigest DIGEST = new SecretDigest(3, DIGEST_BYTES);
    private static final SecretDigests SECRETS =
            new SecretDigests(DIGEST, new SecretDigests.PreviousDigest(DIGEST, NOW), NOW);
    private static final TokenSettings SETTINGS =
            new TokenSettings("ci", null, true, Scopes.of(Scope.READ_TOKENS), NOW.plusSeconds(60), null);
    private static final Token TOKEN = Token.create(
                    PRESENTED.id(), new TokenOrigin("anna", "anna", null, false, NOW), SETTINGS, DIGEST)
            .withSecrets(SECRETS);

    static Stream<Object> printables() {
        return Stream.of(
                PRESENTED.secret(),
                PRESENTED,
                DIGEST,
                SECRETS,
                new SecretDigests.PreviousDigest(DIGEST, NOW),
                TOKEN,
                List.of(PRESENTED, TOKEN),
                Map.of("token", PRESENTED));
    }

    @ParameterizedTest
    @MethodSource("printables")
    void to_string_reveals_neither_secret_nor_digest(Object printable) {
        byte[] secret = PRESENTED.secret().value().getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        assertThat(leaks(printable.toString(), PRESENTED.secret().value())).isEmpty();
        for (byte[] secretBytes : List.of(secret, DIGEST_BYTES)) {
            assertThat(encodings(secretBytes).flatMap(encoding -> leaks(printable.toString(), encoding).stream()))
                    .isEmpty();
        }
    }

    @Test
    void to_string_contains_the_token_id() {
        assertThat(TOKEN.toString()).contains(PRESENTED.id().value());
        assertThat(PRESENTED.toString()).contains(PRESENTED.id().value());
    }

    @Test
    void error_message_does_not_contain_an_invalid_secret() {
        assertThatThrownBy(() -> new TokenSecret(PRESENTED.secret().value() + "A"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Not a token secret");
    }

    @Test
    void secrets_are_equal_by_value_and_hash_code_is_constant() {
        String text = PRESENTED.secret().value();
        TokenSecret same = new TokenSecret(text);
        TokenSecret other = new TokenSecret("A".repeat(64));

        assertThat(same).isEqualTo(PRESENTED.secret()).hasSameHashCodeAs(PRESENTED.secret());
        assertThat(other).isNotEqualTo(same).hasSameHashCodeAs(same);
        assertThat(same.equals(text)).as("equals a string").isFalse();
        assertThat(PRESENTED).isEqualTo(new PresentedToken(PRESENTED.id(), same));
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
        assertThat(DIGEST.equals(PRESENTED.secret())).as("equals a secret").isFalse();
    }

    @Test
    void digest_is_immutable() {
        byte[] bytes = DIGEST_BYTES.clone();
        SecretDigest digest = new SecretDigest(3, bytes);
        bytes[0] ^= 1;
        digest.toByteArray()[1] ^= 1;

        assertThat(digest).isEqualTo(DIGEST);
    }

    @Test
    void digest_requires_32_bytes_and_a_positive_pepper_version() {
        for (int length : new int[] {0, 16, 31, 33, 64}) {
            assertThatThrownBy(() -> new SecretDigest(1, new byte[length]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new SecretDigest(0, new byte[32])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SecretDigest(-1, new byte[32])).isInstanceOf(IllegalArgumentException.class);
    }

    private static Stream<String> encodings(byte[] secretBytes) {
        return Stream.of(
                HexFormat.of().formatHex(secretBytes),
                HexFormat.of().withUpperCase().formatHex(secretBytes),
                HexFormat.ofDelimiter(":").formatHex(secretBytes),
                Base64.getEncoder().encodeToString(secretBytes),
                Base64.getUrlEncoder().encodeToString(secretBytes),
                Arrays.toString(secretBytes));
    }

    /** Returns all substrings of eight characters of the secret that the text contains. */
    private static List<String> leaks(String text, String secret) {
        return IntStream.rangeClosed(0, secret.length() - 8)
                .mapToObj(start -> secret.substring(start, start + 8))
                .filter(text::contains)
                .toList();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
