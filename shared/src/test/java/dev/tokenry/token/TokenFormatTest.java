package dev.tokenry.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFormatTest {

    /** Made with Python's zlib.crc32, so that two wrongs in Java do not make a right. */
    static final String PINNED =
            "tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX" + ".YZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQDXR3DVK";

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String OTHERS = "0189abz.-_=+/%#* \t\n\0\u00c4\u0410\u0391\uff21\u0662\u200b";

    private final TokenFormat format = new TokenFormat("tk0c01", Set.of("tk0c01"), new SecureRandom());

    @Test
    void a_token_is_a_prefix_24_public_and_64_secret_characters() {
        assertThat(format.mint().reveal()).matches("tk0c01\\.[A-Z2-7]{24}\\.[A-Z2-7]{64}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "tk0c01", "dt0c01", "00", "abcdefghij99"})
    void tokens_bear_the_prefix_that_was_configured(String prefix) {
        PresentedToken minted = new TokenFormat(prefix, Set.of(prefix), new SecureRandom()).mint();

        assertThat(minted.id().prefix()).isEqualTo(prefix);
        assertThat(minted.reveal()).startsWith(prefix + ".").hasSize(prefix.length() + 90);
    }

    @Test
    void public_scanners_know_the_tokens_of_the_vendor_s_prefix() {
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
    void the_checksum_is_the_crc_32_of_all_before_it(String prefix, String whole) {
        TokenFormat reader = new TokenFormat(prefix, Set.of(prefix), new SecureRandom());

        assertThat(reader.read(whole)).map(PresentedToken::reveal).contains(whole);
    }

    @Test
    void what_was_minted_can_be_read() {
        PresentedToken minted = format.mint();

        assertThat(format.read(minted.reveal())).contains(minted);
    }

    @Test
    void reading_gives_the_id_and_the_secret() {
        assertThat(format.read(PINNED)).hasValueSatisfying(token -> {
            assertThat(token.id().value()).isEqualTo("tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX");
            assertThat(token.secret().text()).isEqualTo(PINNED.substring(32));
        });
    }

    static IntStream every_position() {
        return IntStream.range(0, PINNED.length());
    }

    @ParameterizedTest
    @MethodSource("every_position")
    void one_changed_character_is_refused(int position) {
        for (char other : (BASE32 + OTHERS).toCharArray()) {
            if (other != PINNED.charAt(position)) {
                String changed = PINNED.substring(0, position) + other + PINNED.substring(position + 1);
                assertThat(format.read(changed)).as(changed).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("every_position")
    void one_missing_or_repeated_character_is_refused(int position) {
        String before = PINNED.substring(0, position);
        String after = PINNED.substring(position + 1);

        assertThat(format.read(before + after)).isEmpty();
        assertThat(format.read(before + PINNED.charAt(position) + PINNED.charAt(position) + after))
                .isEmpty();
    }

    @Test
    void two_swapped_neighbours_are_refused() {
        for (int i = 0; i < 50; i++) {
            String whole = format.mint().reveal();
            neighbourSwaps(whole)
                    .forEach(swapped ->
                            assertThat(format.read(swapped)).as(swapped).isEmpty());
        }
    }

    private static Stream<String> neighbourSwaps(String whole) {
        return IntStream.range(1, whole.length())
                .filter(i -> whole.charAt(i - 1) != whole.charAt(i))
                .mapToObj(i ->
                        whole.substring(0, i - 1) + whole.charAt(i) + whole.charAt(i - 1) + whole.substring(i + 1));
    }

    @Test
    void a_random_guess_in_the_right_form_is_refused() {
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 1_000; i++) {
            String guess = PINNED.substring(0, 32) + Base32.random(64, random);
            assertThat(format.read(guess)).isEmpty();
        }
    }

    @Test
    void the_secret_of_one_token_does_not_fit_the_id_of_another() {
        PresentedToken one = format.mint();
        PresentedToken other = format.mint();

        assertThat(format.read(one.id() + "." + other.secret().text())).isEmpty();
    }

    @Test
    void the_checksum_covers_the_prefix_even_among_accepted_ones() {
        TokenFormat both = new TokenFormat("tk0c01", Set.of("tk0c01", "tk0c02"), new SecureRandom());

        assertThat(both.read(PINNED)).isPresent();
        assertThat(both.read(PINNED.replace("tk0c01", "tk0c02"))).isEmpty();
    }

    @Test
    void a_token_of_a_foreign_prefix_is_refused_though_its_checksum_is_right() {
        String foreign = new TokenFormat("dt0c01", Set.of("dt0c01"), new SecureRandom())
                .mint()
                .reveal();

        assertThat(format.read(foreign)).isEmpty();
    }

    @Test
    void tokens_of_an_old_prefix_are_read_while_it_is_accepted() {
        String old = format.mint().reveal();
        TokenFormat changed = new TokenFormat("tk0c02", Set.of("tk0c01", "tk0c02"), new SecureRandom());

        assertThat(changed.read(old)).isPresent();
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
    void a_part_of_a_token_is_refused(String part) {
        assertThat(format.read(part)).isEmpty();
    }

    static Stream<String> disguises() {
        return Stream.of(
                PINNED.toLowerCase(java.util.Locale.ROOT),
                PINNED.toUpperCase(java.util.Locale.ROOT),
                PINNED.substring(0, 32) + PINNED.substring(32).toLowerCase(java.util.Locale.ROOT),
                " " + PINNED,
                PINNED + " ",
                PINNED + "\n",
                "\ufeff" + PINNED,
                PINNED + "=",
                PINNED + "." + PINNED.substring(32),
                PINNED + "A".repeat(100_000),
                "A".repeat(100_000) + PINNED,
                "Api-Token " + PINNED,
                "\"" + PINNED + "\"",
                PINNED.replace('A', '\u0410'),
                PINNED.replace('A', '\uff21'),
                PINNED.replace('.', '\u3002'),
                PINNED.replace('.', '\uff0e'),
                PINNED.replace('0', '\u0660'),
                PINNED.replace("I", "\u0131"),
                PINNED.replace("K", "\u212a"),
                PINNED.replace(".", "%2E"));
    }

    @ParameterizedTest
    @MethodSource("disguises")
    void only_the_very_text_is_the_token(String disguise) {
        assertThat(format.read(disguise)).isEmpty();
    }

    @Test
    void a_new_secret_for_an_id_keeps_the_id() {
        PresentedToken first = format.mint();
        PresentedToken second = format.mint(first.id());

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.secret()).isNotEqualTo(first.secret());
        assertThat(format.read(second.reveal())).contains(second);
    }

    @Test
    void a_new_secret_keeps_the_prefix_of_the_id_when_another_is_minted_now() {
        TokenId old = format.mint().id();
        TokenFormat changed = new TokenFormat("tk0c02", Set.of("tk0c01", "tk0c02"), new SecureRandom());

        assertThat(changed.mint(old).reveal()).startsWith("tk0c01.");
    }

    @Test
    void ten_thousand_tokens_share_neither_id_nor_secret_and_use_the_whole_alphabet_everywhere() {
        Set<TokenId> ids = new HashSet<>();
        Set<String> secrets = new HashSet<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            PresentedToken minted = format.mint();
            ids.add(minted.id());
            secrets.add(minted.secret().text());
            String random = minted.id().publicPart() + minted.secret().text().substring(0, TokenSecret.RANDOM_LENGTH);
            for (int at = 0; at < random.length(); at++) {
                seen.add(at + ":" + random.charAt(at));
            }
        }

        assertThat(ids).hasSize(10_000);
        assertThat(secrets).hasSize(10_000);
        assertThat(seen).hasSize((24 + 57) * 32);
    }

    @Test
    void nothing_is_drawn_before_the_first_mint() {
        CountingRandom random = new CountingRandom();
        TokenFormat made = new TokenFormat("tk0c01", Set.of("tk0c01"), random);
        made.read(PINNED);
        assertThat(random.draws).isZero();

        made.mint();
        assertThat(random.draws).isPositive();
    }

    @Test
    void a_new_secret_is_drawn_anew_each_time() {
        CountingRandom random = new CountingRandom();
        TokenFormat made = new TokenFormat("tk0c01", Set.of("tk0c01"), random);
        TokenId id = made.mint().id();
        int before = random.draws;
        made.mint(id);

        assertThat(random.draws).isGreaterThan(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "abcdefghijklm", "TK", "tk.1", "tk-1", "tk 1", "tk\n", "t\u0131", "\u0661\u0662"})
    void what_is_no_prefix_is_not_accepted_at_start(String prefix) {
        assertThatThrownBy(() -> new TokenFormat(prefix, Set.of(prefix), new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Not a token prefix");
    }

    @Test
    void a_prefix_that_would_not_be_accepted_is_not_minted() {
        assertThatThrownBy(() -> new TokenFormat("tk0c02", Set.of("tk0c01"), new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tk0c02");
    }

    static Stream<String> texts_with_a_token() {
        return Stream.of(
                PINNED,
                "my token is " + PINNED + ", keep it",
                "https://example.org/?api-token=" + PINNED + "&x=1",
                "{\"name\":\"" + PINNED + "\"}",
                PINNED + PINNED,
                "X" + PINNED + "X",
                "\n" + PINNED + "\n",
                PINNED.substring(0, 95) + "A",
                PINNED.replace("tk0c01", "dt0c01"),
                PINNED.replace("tk0c01", "ab"),
                PINNED.replace("tk0c01", "alongerprefixthantwelve"));
    }

    @ParameterizedTest
    @MethodSource("texts_with_a_token")
    void a_whole_token_is_found_wherever_it_stands(String text) {
        assertThat(TokenFormat.holdsWholeToken(text)).isTrue();
    }

    static Stream<String> texts_without_a_token() {
        return Stream.of(
                "",
                "a name",
                PINNED.substring(0, 31),
                PINNED.substring(0, 32),
                PINNED.substring(7),
                PINNED.substring(32),
                PINNED.substring(0, 95),
                PINNED.replace('.', '-'),
                "x" + PINNED.substring(6));
    }

    @ParameterizedTest
    @MethodSource("texts_without_a_token")
    void ids_and_parts_are_no_whole_tokens(String text) {
        assertThat(TokenFormat.holdsWholeToken(text)).isFalse();
    }
}
