package dev.tokenry.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.TokenId;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageKeyCodecTest {

    private static final TokenId PRINCIPAL = tokenId("A");

    @Test
    void fields_survive_a_round_trip() {
        for (List<String> fields : List.of(
                List.<String>of(),
                List.of(""),
                List.of("10", "", "x"),
                List.of("ä 🕑 \u0000 \ud800", "x".repeat(20_000)))) {
            assertThat(PageKeyCodec.decode("tokens", PRINCIPAL, PageKeyCodec.encode("tokens", PRINCIPAL, fields)))
                    .contains(fields);
        }
    }

    @Test
    void page_key_is_safe_in_a_query() {
        assertThat(PageKeyCodec.encode("tokens", PRINCIPAL, List.of("\u00ff\u00fe?")))
                .matches("[A-Za-z0-9_-]+");
    }

    @Test
    void page_key_is_bound_to_list_and_principal() {
        String pageKey = PageKeyCodec.encode("tokens", PRINCIPAL, List.of("10"));

        assertThat(PageKeyCodec.decode("users", PRINCIPAL, pageKey)).isEmpty();
        assertThat(PageKeyCodec.decode("tokens", tokenId("B"), pageKey)).isEmpty();
    }

    @Test
    void truncated_or_extended_page_key_is_rejected() {
        String pageKey = PageKeyCodec.encode("tokens", PRINCIPAL, List.of("10", "x"));
        byte[] bytes = Base64.getUrlDecoder().decode(pageKey);

        for (int length = 0; length <= bytes.length + 1; length++) {
            String changed = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, length));
            assertThat(PageKeyCodec.decode("tokens", PRINCIPAL, changed).isPresent())
                    .isEqualTo(length == bytes.length);
        }
        assertThat(PageKeyCodec.decode("tokens", PRINCIPAL, pageKey + "=")).isEmpty();
        assertThat(PageKeyCodec.decode("tokens", PRINCIPAL, pageKey + "A")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "%", "AAAA", "====", "ä", "AgAfdGswYzAx"})
    void anything_else_is_rejected(String text) {
        assertThat(PageKeyCodec.decode("tokens", PRINCIPAL, text)).isEmpty();
    }

    @Test
    void a_sort_key_is_what_the_database_can_store() {
        assertThat(List.of("1773830262518#tk0c01", "any text ä", "\ud83d\udd51", "x".repeat(1024)))
                .allMatch(PageKeyCodec::isIndexSortKey);
        assertThat(List.of("", "\ud800", "x\udd51", "x".repeat(1025), "ä".repeat(513)))
                .noneMatch(PageKeyCodec::isIndexSortKey);
    }

    private static TokenId tokenId(String letter) {
        return TokenId.parse("tk0c01." + letter.repeat(24)).orElseThrow();
    }
}
