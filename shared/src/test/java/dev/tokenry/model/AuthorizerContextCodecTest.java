package dev.tokenry.model;

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

class AuthorizerContextCodecTest {

    private static final TokenId ID = new TokenId("tk0c01", "ABCDEFGHIJKLMNOPQRSTUVWX");
    private static final Instant EXPIRY = Instant.parse("2026-03-18T10:37:42.518Z");
    private static final Principal FULL = new Principal(
            ID,
            OwnerName.of("Anna.B@example.org"),
            "0123456789abcdef01234567",
            "web-shop",
            Scopes.of(Scope.WRITE_TOKENS, Scope.READ_TOKENS),
            true,
            SecretGeneration.PREVIOUS,
            EXPIRY,
            false,
            null,
            false);
    private static final Principal BARE =
            new Principal(ID, OwnerName.of("anna"), null, Scopes.NONE, false, SecretGeneration.CURRENT, null);

    static Stream<Principal> principals() {
        return Stream.of(FULL, BARE, exchanged(false), exchanged(true));
    }

    private static Principal exchanged(boolean personal) {
        return new Principal(
                ID,
                OwnerName.of("anna"),
                null,
                "web-shop",
                Scopes.of(Scope.READ_TOKENS),
                personal,
                SecretGeneration.CURRENT,
                EXPIRY,
                false,
                null,
                false,
                true);
    }

    static Stream<String> keys() {
        return Stream.of("tokenId", "owner", "project", "scopes", "kind", "secret", "expiresAt");
    }

    @ParameterizedTest
    @MethodSource("principals")
    void decoding_restores_the_encoded_principal(Principal principal) {
        assertThat(AuthorizerContextCodec.decode(AuthorizerContextCodec.encode(principal)))
                .isEqualTo(principal);
    }

    @ParameterizedTest
    @MethodSource("principals")
    void every_key_is_always_present(Principal principal) {
        assertThat(AuthorizerContextCodec.encode(principal).keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(keys(), Stream.of("ownerName", "userId")).toList());
    }

    @Test
    void context_contains_only_strings() {
        assertThat(AuthorizerContextCodec.encode(FULL))
                .containsEntry("tokenId", "tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX")
                .containsEntry("owner", "anna.b@example.org")
                .containsEntry("ownerName", "Anna.B@example.org")
                .containsEntry("userId", "0123456789abcdef01234567")
                .containsEntry("project", "web-shop")
                .containsEntry("scopes", "apiTokens.write apiTokens.read")
                .containsEntry("kind", "personal")
                .containsEntry("secret", "previous")
                .containsEntry("expiresAt", "1773830262518");
        assertThat(AuthorizerContextCodec.encode(BARE))
                .containsEntry("userId", "")
                .containsEntry("project", "")
                .containsEntry("scopes", "")
                .containsEntry("kind", "api")
                .containsEntry("secret", "current")
                .containsEntry("expiresAt", "");
        assertThat(AuthorizerContextCodec.encode(exchanged(false))).containsEntry("kind", "job");
        assertThat(AuthorizerContextCodec.encode(exchanged(true))).containsEntry("kind", "session");
    }

    @Test
    void the_context_of_a_token_with_every_scope_is_under_4_kb() {
        List<Scope> all = ScopeCatalogue.builtIn().entries().stream()
                .map(ScopeCatalogue.Entry::scope)
                .toList();
        Principal largest = new Principal(
                new TokenId("abcdefghij99", "A".repeat(24)),
                OwnerName.of("A".repeat(64)),
                "f".repeat(24),
                "p".repeat(63),
                new Scopes(all),
                true,
                SecretGeneration.PREVIOUS,
                Instant.parse("9999-12-31T23:59:59.999Z"),
                false,
                EXPIRY,
                true);
        Map<String, String> context = AuthorizerContextCodec.encode(largest);

        assertThat(context.entrySet().stream()
                        .mapToInt(entry ->
                                (entry.getKey() + entry.getValue()).getBytes(StandardCharsets.UTF_8).length + 6)
                        .sum())
                .isLessThan(4096);
        assertThat(AuthorizerContextCodec.decode(context)).isEqualTo(largest);
    }

    @Test
    void decoded_expiry_is_never_later_than_the_encoded_one() {
        Principal principal = new Principal(
                ID,
                OwnerName.of("anna"),
                null,
                Scopes.NONE,
                false,
                SecretGeneration.CURRENT,
                EXPIRY.plusNanos(999_999));

        assertThat(AuthorizerContextCodec.decode(AuthorizerContextCodec.encode(principal))
                        .expiresAt())
                .isEqualTo(EXPIRY);
    }

    @Test
    void keys_added_by_the_gateway_are_ignored() {
        Map<String, Object> context = new HashMap<>(AuthorizerContextCodec.encode(FULL));
        context.put("principalId", "user");
        context.put("integrationLatency", 42);

        assertThat(AuthorizerContextCodec.decode(context)).isEqualTo(FULL);
    }

    @Test
    void missing_context_is_rejected() {
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> AuthorizerContextCodec.decode(null));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> AuthorizerContextCodec.decode(Map.of()));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void missing_key_is_rejected_by_name(String key) {
        Map<String, Object> context = new HashMap<>(AuthorizerContextCodec.encode(FULL));
        context.remove(key);

        assertRejected(context, key);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void keys_are_case_sensitive(String key) {
        Map<String, Object> context = new HashMap<>(AuthorizerContextCodec.encode(FULL));
        context.put(key.toUpperCase(java.util.Locale.ROOT), context.remove(key));

        assertRejected(context, key);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void non_string_value_is_rejected_by_key(String key) {
        for (Object value : new Object[] {4711, 1773830262518L, true, 1.5, List.of("x"), Map.of("a", "b")}) {
            assertRejected(with(key, value), key);
        }
        assertRejected(with(key, null), key);
    }

    static Stream<Arguments> malformedValues() {
        String tokenValue =
                "tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX" + ".YZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQDXR3DVK";
        return Stream.of(
                        Map.entry("tokenId", List.of("", " ", "4711", ID + " ", ID + "\n", "tk0c01", tokenValue)),
                        Map.entry(
                                "owner",
                                List.of("", " ", "a b", "-anna", "anna\n", "\u00e4nna", "a".repeat(65), tokenValue)),
                        Map.entry("project", List.of(" ", "WEB", "we/b", "-web", "web\n", "w".repeat(64), tokenValue)),
                        Map.entry("scopes", List.of("a,b", "a\tb", "a\nb", "[a]", "*", "\u00e4")),
                        Map.entry(
                                "kind",
                                List.of("", " ", "API", "user", "personal ", "Job", "exchanged", "true", "null")),
                        Map.entry("secret", List.of("", " ", "CURRENT", "old", "current ", tokenValue)),
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
    @MethodSource("malformedValues")
    void malformed_value_is_rejected_by_key_and_not_echoed(String key, String value) {
        assertRejected(with(key, value), key);
    }

    /** A release that distinguished case passes the owner in its spelling and no other form of it. */
    @Test
    void owner_of_an_earlier_release_is_decoded() {
        Map<String, Object> context = with("owner", "Anna.B@example.org");
        context.remove("ownerName");

        OwnerName owner = AuthorizerContextCodec.decode(context).owner();
        assertThat(owner).isEqualTo(FULL.owner());
        assertThat(owner.spelling()).isEqualTo("Anna.B@example.org");
    }

    @Test
    void context_without_a_user_id_is_decoded() {
        Map<String, Object> context = new HashMap<>(AuthorizerContextCodec.encode(FULL));
        context.remove("userId");

        assertThat(AuthorizerContextCodec.decode(context).userId()).isNull();
        for (String value : new String[] {" ", "anna", "0A", "0 ", "0".repeat(65)}) {
            assertRejected(with("userId", value), "userId");
        }
        assertRejected(with("userId", null), "userId");
    }

    @Test
    void spelling_of_the_owner_is_decoded() {
        assertThat(AuthorizerContextCodec.decode(AuthorizerContextCodec.encode(FULL))
                        .owner()
                        .spelling())
                .isEqualTo("Anna.B@example.org");
        for (String value : new String[] {"", "bert", "anna.b@example.org ", "\u00e4"}) {
            assertRejected(with("ownerName", value), "ownerName");
        }
        assertRejected(with("ownerName", null), "ownerName");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokenId", "owner", "kind", "secret"})
    void required_values_must_not_be_empty(String key) {
        assertRejected(with(key, ""), key);
    }

    private static Map<String, Object> with(String key, @Nullable Object value) {
        Map<String, Object> context = new HashMap<>(AuthorizerContextCodec.encode(FULL));
        context.put(key, value);
        return context;
    }

    private static void assertRejected(Map<String, Object> context, String key) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> AuthorizerContextCodec.decode(context))
                .withMessage("The authorizer context has no valid " + key)
                .withNoCause();
    }
}
