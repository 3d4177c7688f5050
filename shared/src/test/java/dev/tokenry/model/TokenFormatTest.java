package dev.tokenry.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFormatTest {

    /** Computed with Python (zlib.crc32), so that the test does not depend on the implementation under test. */
    static final String KNOWN_TOKEN_VALUE =
            "tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX" + ".YZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQDXR3DVK";

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String INVALID_CHARACTERS = "0189@[abz.-_=+/%#* \t\n\0\u00c4\u0410\u0391\uff21\u0662\u200b";

    private final TokenFormat format = new TokenFormat("tk0c01", Set.of("tk0c01"), new SecureRandom());

    @Test
    void token_value_has_a_prefix_24_public_and_64_secret_characters() {
        assertThat(format.mint().reveal()).matches("tk0c01\\.[A-Z2-7]{24}\\.[A-Z2-7]{64}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "tk0c01", "dt0c01", "00", "abcdefghij99"})
    void minted_tokens_have_the_configured_prefix(String prefix) {
        PresentedToken minted = new TokenFormat(prefix, Set.of(prefix), new SecureRandom()).mint();

        assertThat(minted.id().prefix()).isEqualTo(prefix);
        assertThat(minted.reveal()).startsWith(prefix + ".").hasSize(prefix.length() + 90);
    }

    @Test
    void tokens_with_the_vendor_prefix_match_secret_scanner_rules() {
        TokenFormat vendor = new TokenFormat("dt0c01", Set.of("dt0c01"), new SecureRandom());
        Pattern rule = Pattern.compile("dt0c01\\.[A-Z0-9]{24}\\.[A-Z0-9]{64}");

        for (int i = 0; i < 100; i++) {
            assertThat(vendor.mint().reveal()).matches(rule);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tk0c01, tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAD7CPQU3",
        "tk0c01, tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX.YZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQDXR3DVK",
        "dt0c01, dt0c01.ST2EY72KQINMH574WMNVI7YN.G3DFPBEJYMODIDAEX454M7YWBUVEFOWKPRVMWFASS64NFH52PX6BNDVFFC27LPKH",
        "ab, ab.777777777777777777777777.777777777777777777777777777777777777777777777777777777777BY6HOR6",
        "abcdefghij99, "
                + "abcdefghij99.QQQQQQQQQQQQQQQQQQQQQQQQ.222222222222222222222222222222222222222222222222222222222DXCD7Z2",
    })
    void checksum_is_the_crc_32_of_all_preceding_characters(String prefix, String tokenValue) {
        TokenFormat parser = new TokenFormat(prefix, Set.of(prefix), new SecureRandom());

        assertThat(parser.parse(tokenValue)).map(PresentedToken::reveal).contains(tokenValue);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "8", "@", "[", "a", "="})
    void other_characters_are_rejected_despite_a_correct_checksum(String other) {
        String random57 = KNOWN_TOKEN_VALUE.substring(32, 89);
        String withChecksum = withChecksum("tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX", random57);
        assertThat(withChecksum).isEqualTo(KNOWN_TOKEN_VALUE);

        assertThat(format.parse(withChecksum("tk0c01.ABCDEFGHIJKLMNOPQRSTUVW" + other, random57)))
                .isEmpty();
        assertThat(format.parse(withChecksum("tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX", other + random57.substring(1))))
                .isEmpty();
    }

    private static String withChecksum(String id, String random57) {
        CRC32 crc = new CRC32();
        crc.update((id + "." + random57).getBytes(StandardCharsets.US_ASCII));
        return id + "." + random57 + Base32.encode(crc.getValue(), 7);
    }

    @Test
    void minted_token_values_can_be_parsed() {
        PresentedToken minted = format.mint();

        assertThat(format.parse(minted.reveal())).contains(minted);
    }

    @Test
    void parsing_returns_id_and_secret() {
        assertThat(format.parse(KNOWN_TOKEN_VALUE)).hasValueSatisfying(token -> {
            assertThat(token.id().value()).isEqualTo("tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX");
            assertThat(token.secret().value()).isEqualTo(KNOWN_TOKEN_VALUE.substring(32));
        });
    }

    static IntStream positions() {
        return IntStream.range(0, KNOWN_TOKEN_VALUE.length());
    }

    @ParameterizedTest
    @MethodSource("positions")
    void one_changed_character_is_rejected(int position) {
        for (char other : (BASE32 + INVALID_CHARACTERS).toCharArray()) {
            if (other != KNOWN_TOKEN_VALUE.charAt(position)) {
                String changed =
                        KNOWN_TOKEN_VALUE.substring(0, position) + other + KNOWN_TOKEN_VALUE.substring(position + 1);
                assertThat(format.parse(changed)).as(changed).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("positions")
    void one_missing_or_repeated_character_is_rejected(int position) {
        String before = KNOWN_TOKEN_VALUE.substring(0, position);
        String after = KNOWN_TOKEN_VALUE.substring(position + 1);

        assertThat(format.parse(before + after)).isEmpty();
        assertThat(format.parse(
                        before + KNOWN_TOKEN_VALUE.charAt(position) + KNOWN_TOKEN_VALUE.charAt(position) + after))
                .isEmpty();
    }

    @Test
    void two_swapped_adjacent_characters_are_rejected() {
        for (int i = 0; i < 50; i++) {
            String tokenValue = format.mint().reveal();
            adjacentSwaps(tokenValue)
                    .forEach(swapped ->
                            assertThat(format.parse(swapped)).as(swapped).isEmpty());
        }
    }

    private static Stream<String> adjacentSwaps(String tokenValue) {
        return IntStream.range(1, tokenValue.length())
                .filter(i -> tokenValue.charAt(i - 1) != tokenValue.charAt(i))
                .mapToObj(i -> tokenValue.substring(0, i - 1)
                        + tokenValue.charAt(i)
                        + tokenValue.charAt(i - 1)
                        + tokenValue.substring(i + 1));
    }

    @Test
    void random_value_in_the_correct_format_is_rejected() {
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 1_000; i++) {
            String guess = KNOWN_TOKEN_VALUE.substring(0, 32) + Base32.random(64, random);
            assertThat(format.parse(guess)).isEmpty();
        }
    }

    @Test
    void secret_of_another_token_is_rejected() {
        PresentedToken one = format.mint();
        PresentedToken other = format.mint();

        assertThat(format.parse(one.id() + "." + other.secret().value())).isEmpty();
    }

    @Test
    void checksum_covers_the_prefix() {
        TokenFormat both = new TokenFormat("tk0c01", Set.of("tk0c01", "tk0c02"), new SecureRandom());

        assertThat(both.parse(KNOWN_TOKEN_VALUE)).isPresent();
        assertThat(both.parse(KNOWN_TOKEN_VALUE.replace("tk0c01", "tk0c02"))).isEmpty();
    }

    @Test
    void valid_token_with_an_unaccepted_prefix_is_rejected() {
        String unaccepted = new TokenFormat("dt0c01", Set.of("dt0c01"), new SecureRandom())
                .mint()
                .reveal();

        assertThat(format.parse(unaccepted)).isEmpty();
    }

    @Test
    void tokens_with_an_old_accepted_prefix_can_be_parsed() {
        String previous = format.mint().reveal();
        TokenFormat changed = new TokenFormat("tk0c02", Set.of("tk0c01", "tk0c02"), new SecureRandom());

        assertThat(changed.parse(previous)).isPresent();
        assertThat(changed.mint().id().prefix()).isEqualTo("tk0c02");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "...",
                "tk0c01",
                "tk0c01.",
                "tk0c01..",
                "tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX",
                "tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX.",
                ".ABCDEFGHIJKLMNOPQRSTUVWX.YZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQDXR3DVK",
                "YZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQDXR3DVK",
            })
    void partial_token_is_rejected(String part) {
        assertThat(format.parse(part)).isEmpty();
    }

    static Stream<String> similarValues() {
        return Stream.of(
                KNOWN_TOKEN_VALUE.toLowerCase(java.util.Locale.ROOT),
                KNOWN_TOKEN_VALUE.toUpperCase(java.util.Locale.ROOT),
                KNOWN_TOKEN_VALUE.substring(0, 32)
                        + KNOWN_TOKEN_VALUE.substring(32).toLowerCase(java.util.Locale.ROOT),
                " " + KNOWN_TOKEN_VALUE,
                KNOWN_TOKEN_VALUE + " ",
                KNOWN_TOKEN_VALUE + "\n",
                "\ufeff" + KNOWN_TOKEN_VALUE,
                KNOWN_TOKEN_VALUE + "=",
                KNOWN_TOKEN_VALUE + "." + KNOWN_TOKEN_VALUE.substring(32),
                KNOWN_TOKEN_VALUE + "A".repeat(100_000),
                "A".repeat(100_000) + KNOWN_TOKEN_VALUE,
                "Api-Token " + KNOWN_TOKEN_VALUE,
                "\"" + KNOWN_TOKEN_VALUE + "\"",
                KNOWN_TOKEN_VALUE.replace('A', '\u0410'),
                KNOWN_TOKEN_VALUE.replace('A', '\uff21'),
                KNOWN_TOKEN_VALUE.replace('.', '\u3002'),
                KNOWN_TOKEN_VALUE.replace('.', '\uff0e'),
                KNOWN_TOKEN_VALUE.replace('0', '\u0660'),
                KNOWN_TOKEN_VALUE.replace("I", "\u0131"),
                KNOWN_TOKEN_VALUE.replace("K", "\u212a"),
                KNOWN_TOKEN_VALUE.replace(".", "%2E"));
    }

    @ParameterizedTest
    @MethodSource("similarValues")
    void only_the_exact_token_value_is_accepted(String value) {
        assertThat(format.parse(value)).isEmpty();
    }

    @Test
    void a_new_secret_for_an_id_keeps_the_id() {
        PresentedToken first = format.mint();
        PresentedToken second = format.mint(first.id());

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.secret()).isNotEqualTo(first.secret());
        assertThat(format.parse(second.reveal())).contains(second);
    }

    @Test
    void new_secret_keeps_the_prefix_of_the_token_id() {
        TokenId previous = format.mint().id();
        TokenFormat changed = new TokenFormat("tk0c02", Set.of("tk0c01", "tk0c02"), new SecureRandom());

        assertThat(changed.mint(previous).reveal()).startsWith("tk0c01.");
    }

    @Test
    void ten_thousand_tokens_are_unique_and_use_the_full_alphabet_at_every_position() {
        Set<TokenId> ids = new HashSet<>();
        Set<String> secrets = new HashSet<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            PresentedToken minted = format.mint();
            ids.add(minted.id());
            secrets.add(minted.secret().value());
            String random = minted.id().publicPart() + minted.secret().value().substring(0, TokenSecret.RANDOM_LENGTH);
            for (int position = 0; position < random.length(); position++) {
                seen.add(position + ":" + random.charAt(position));
            }
        }

        assertThat(ids).hasSize(10_000);
        assertThat(secrets).hasSize(10_000);
        assertThat(seen).hasSize((24 + 57) * 32);
    }

    @Test
    void random_source_is_not_used_before_the_first_mint() {
        CountingRandom random = new CountingRandom();
        TokenFormat created = new TokenFormat("tk0c01", Set.of("tk0c01"), random);
        created.parse(KNOWN_TOKEN_VALUE);
        assertThat(random.calls).isZero();

        created.mint();
        assertThat(random.calls).isPositive();
    }

    @Test
    void each_new_secret_uses_the_random_source() {
        CountingRandom random = new CountingRandom();
        TokenFormat created = new TokenFormat("tk0c01", Set.of("tk0c01"), random);
        TokenId id = created.mint().id();
        int callsBefore = random.calls;
        created.mint(id);

        assertThat(random.calls).isGreaterThan(callsBefore);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "abcdefghijklm", "TK", "tk.1", "tk-1", "tk 1", "tk\n", "t\u0131", "\u0661\u0662"})
    void invalid_prefix_is_rejected_by_the_constructor(String prefix) {
        assertThatThrownBy(() -> new TokenFormat(prefix, Set.of(prefix), new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Not a token prefix");
    }

    @Test
    void minted_prefix_must_be_accepted() {
        assertThatThrownBy(() -> new TokenFormat("tk0c02", Set.of("tk0c01"), new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tk0c02");
    }

    static Stream<String> textsWithTokenValue() {
        return Stream.of(
                KNOWN_TOKEN_VALUE,
                "my token is " + KNOWN_TOKEN_VALUE + ", keep it",
                "https://example.org/?api-token=" + KNOWN_TOKEN_VALUE + "&x=1",
                "{\"name\":\"" + KNOWN_TOKEN_VALUE + "\"}",
                KNOWN_TOKEN_VALUE + KNOWN_TOKEN_VALUE,
                "X" + KNOWN_TOKEN_VALUE + "X",
                "\n" + KNOWN_TOKEN_VALUE + "\n",
                KNOWN_TOKEN_VALUE.substring(0, 95) + "A",
                KNOWN_TOKEN_VALUE.replace("tk0c01", "dt0c01"),
                KNOWN_TOKEN_VALUE.replace("tk0c01", "ab"),
                KNOWN_TOKEN_VALUE.replace("tk0c01", "alongerprefixthantwelve"));
    }

    @ParameterizedTest
    @MethodSource("textsWithTokenValue")
    void token_value_is_found_anywhere_in_a_string(String text) {
        assertThat(TokenFormat.containsTokenValue(text)).isTrue();
    }

    static Stream<String> textsWithoutTokenValue() {
        return Stream.of(
                "",
                "a name",
                KNOWN_TOKEN_VALUE.substring(0, 31),
                KNOWN_TOKEN_VALUE.substring(0, 32),
                KNOWN_TOKEN_VALUE.substring(7),
                KNOWN_TOKEN_VALUE.substring(32),
                KNOWN_TOKEN_VALUE.substring(0, 95),
                KNOWN_TOKEN_VALUE.replace('.', '-'),
                "x" + KNOWN_TOKEN_VALUE.substring(6));
    }

    @ParameterizedTest
    @MethodSource("textsWithoutTokenValue")
    void ids_and_partial_values_are_not_token_values(String text) {
        assertThat(TokenFormat.containsTokenValue(text)).isFalse();
    }
}
