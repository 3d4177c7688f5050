package dev.tokenry.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalContextTest {

    private static final TokenId ID = new TokenId("tk0c01", "ABCDEFGHIJKLMNOPQRSTUVWX");
    private static final Instant EXPIRY = Instant.parse("2026-03-18T10:37:42.518Z");
    private static final Principal FULL = new Principal(
            ID,
            "Anna.B@example.org",
            "web-shop",
            Scopes.of(Scope.WRITE_TOKENS, Scope.READ_TOKENS),
            true,
            SecretUsed.PREVIOUS,
            EXPIRY);
    private static final Principal BARE = new Principal(ID, "anna", null, Scopes.NONE, false, SecretUsed.CURRENT, null);

    static Stream<Principal> principals() {
        return Stream.of(FULL, BARE);
    }

    static Stream<String> keys() {
        return Stream.of("tokenId", "owner", "project", "scopes", "kind", "secret", "expiresAt");
    }

    @ParameterizedTest
    @MethodSource("principals")
    void a_principal_is_read_as_it_was_written(Principal principal) {
        assertThat(PrincipalContext.read(PrincipalContext.write(principal))).isEqualTo(principal);
    }

    @ParameterizedTest
    @MethodSource("principals")
    void every_key_is_always_there(Principal principal) {
        assertThat(PrincipalContext.write(principal).keySet()).containsExactlyInAnyOrderElementsOf(keys().toList());
    }

    @Test
    void the_context_is_flat_text() {
        assertThat(PrincipalContext.write(FULL))
                .containsEntry("tokenId", "tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX")
                .containsEntry("owner", "Anna.B@example.org")
                .containsEntry("project", "web-shop")
                .containsEntry("scopes", "apiTokens.write apiTokens.read")
                .containsEntry("kind", "personal")
                .containsEntry("secret", "previous")
                .containsEntry("expiresAt", "1773830262518");
        assertThat(PrincipalContext.write(BARE))
                .containsEntry("project", "")
                .containsEntry("scopes", "")
                .containsEntry("kind", "api")
                .containsEntry("secret", "current")
                .containsEntry("expiresAt", "");
    }

    @Test
    void the_context_of_a_token_with_every_scope_is_under_4_kb() {
        List<Scope> all = ScopeCatalogue.builtIn().entries().stream()
                .map(ScopeCatalogue.Entry::scope)
                .toList();
        Principal largest = new Principal(
                new TokenId("abcdefghij99", "A".repeat(24)),
                "a".repeat(64),
                "p".repeat(63),
                new Scopes(all),
                true,
                SecretUsed.PREVIOUS,
                Instant.parse("9999-12-31T23:59:59.999Z"));
        Map<String, String> context = PrincipalContext.write(largest);

        assertThat(context.entrySet().stream()
                        .mapToInt(entry ->
                                (entry.getKey() + entry.getValue()).getBytes(StandardCharsets.UTF_8).length + 6)
                        .sum())
                .isLessThan(4096);
        assertThat(PrincipalContext.read(context)).isEqualTo(largest);
    }

    @Test
    void an_expiry_is_never_read_later_than_it_was_written() {
        Principal fine =
                new Principal(ID, "anna", null, Scopes.NONE, false, SecretUsed.CURRENT, EXPIRY.plusNanos(999_999));

        assertThat(PrincipalContext.read(PrincipalContext.write(fine)).expiresAt())
                .isEqualTo(EXPIRY);
    }

    @Test
    void keys_of_the_gateway_s_own_do_not_disturb() {
        Map<String, Object> context = new HashMap<>(PrincipalContext.write(FULL));
        context.put("principalId", "somebody");
        context.put("integrationLatency", 42);

        assertThat(PrincipalContext.read(context)).isEqualTo(FULL);
    }

    @Test
    void an_absent_context_is_nobody() {
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> PrincipalContext.read(null));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> PrincipalContext.read(Map.of()));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void a_missing_key_is_refused_by_its_name(String key) {
        Map<String, Object> context = new HashMap<>(PrincipalContext.write(FULL));
        context.remove(key);

        assertRefused(context, key);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void a_key_in_another_case_is_a_missing_key(String key) {
        Map<String, Object> context = new HashMap<>(PrincipalContext.write(FULL));
        context.put(key.toUpperCase(java.util.Locale.ROOT), context.remove(key));

        assertRefused(context, key);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void a_value_that_is_no_text_is_refused_by_its_key(String key) {
        for (Object value : new Object[] {4711, 1773830262518L, true, 1.5, List.of("x"), Map.of("a", "b")}) {
            assertRefused(with(key, value), key);
        }
        assertRefused(with(key, null), key);
    }

    static Stream<Arguments> malformed_values() {
        String whole =
                "tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX" + ".YZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQDXR3DVK";
        return Stream.of(
                        Map.entry("tokenId", List.of("", " ", "4711", ID + " ", ID + "\n", "tk0c01", whole)),
                        Map.entry(
                                "owner",
                                List.of("", " ", "a b", "-anna", "anna\n", "\u00e4nna", "a".repeat(65), whole)),
                        Map.entry("project", List.of(" ", "WEB", "we/b", "-web", "web\n", "w".repeat(64), whole)),
                        Map.entry("scopes", List.of("a,b", "a\tb", "a\nb", "[a]", "*", "\u00e4")),
                        Map.entry("kind", List.of("", " ", "API", "user", "personal ", "true", "null")),
                        Map.entry("secret", List.of("", " ", "CURRENT", "old", "current ", whole)),
                        Map.entry(
                                "expiresAt",
                                List.of(
                                        " ",
                                        "never",
                                        "-1",
                                        "+1",
                                        "1.5",
                                        "1e3",
                                        " 1",
                                        "0x1",
                                        "null",
                                        "1234567890123456",
                                        "\u0661\u0662",
                                        "2026-03-18T10:37:42.518Z")))
                .flatMap(entry -> entry.getValue().stream().map(value -> Arguments.of(entry.getKey(), value)));
    }

    @ParameterizedTest
    @MethodSource("malformed_values")
    void a_malformed_value_is_refused_by_its_key_and_never_shown(String key, String value) {
        assertRefused(with(key, value), key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokenId", "owner", "kind", "secret"})
    void what_must_be_said_is_not_said_by_an_empty_text(String key) {
        assertRefused(with(key, ""), key);
    }

    private static Map<String, Object> with(String key, @Nullable Object value) {
        Map<String, Object> context = new HashMap<>(PrincipalContext.write(FULL));
        context.put(key, value);
        return context;
    }

    private static void assertRefused(Map<String, Object> context, String key) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> PrincipalContext.read(context))
                .withMessage("The authorizer context has no valid " + key)
                .withNoCause();
    }
}
