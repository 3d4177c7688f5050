package dev.tokenry.store;

import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.token.Token;
import dev.tokenry.token.TokenId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link TokenStore} promises of many tokens: lists and counts. */
public abstract class TokenStoreListContract {

    private static final TokenRange ALL = new TokenRange.All();

    private TokenStore store;

    /** A store without anything in it. */
    protected abstract TokenStore store();

    @BeforeEach
    void take_a_fresh_store() {
        store = store();
    }

    @Test
    void an_empty_store_lists_nothing() {
        assertThat(store.listNewestFirst(ALL, null, 10)).isEqualTo(new TokenPage(List.of(), null));
        assertThat(store.count(ALL, 10)).isZero();
    }

    @Test
    void tokens_are_listed_whole() {
        Token full = inserted(SampleTokens.full());

        assertThat(store.listNewestFirst(ALL, null, 10).tokens()).containsExactly(full);
    }

    @Test
    void the_newest_come_first() {
        Token second = insertedAt(2);
        Token first = insertedAt(1);
        Token third = insertedAt(3);

        assertThat(ids(ALL)).containsExactly(third.id(), second.id(), first.id());
    }

    @Test
    void tokens_of_one_millisecond_have_one_order_that_paging_keeps() {
        List<TokenId> inserted =
                IntStream.range(0, 7).mapToObj(at -> insertedAt(0).id()).toList();

        List<TokenId> inOnePage = ids(ALL);
        assertThat(inOnePage).containsExactlyInAnyOrderElementsOf(inserted);
        assertThat(inOnePage)
                .isSortedAccordingTo(Comparator.comparing(TokenId::value).reversed());
        assertThat(pagedIds(ALL, 2)).isEqualTo(inOnePage);
    }

    @Test
    void pages_follow_each_other_without_gap_or_duplicate() {
        List<Token> inserted = insertedMany(10);

        assertThat(pagedIds(ALL, 3)).isEqualTo(reversedIds(inserted));
    }

    @Test
    void a_list_that_ends_names_no_next_page() {
        insertedMany(4);

        TokenPage first = store.listNewestFirst(ALL, null, 2);
        TokenPage second = store.listNewestFirst(ALL, first.next(), 2);

        assertThat(first.next()).isNotNull();
        assertThat(second.tokens()).hasSize(2);
        assertThat(second.next()).isNull();
    }

    @Test
    void a_list_longer_than_one_call_of_the_store_is_listed_whole() {
        List<Token> inserted = insertedMany(230);

        assertThat(ids(ALL)).isEqualTo(reversedIds(inserted));
    }

    @Test
    void tokens_that_come_and_go_between_pages_leave_the_others_in_place() {
        List<Token> inserted = insertedMany(6);
        TokenPage first = store.listNewestFirst(ALL, null, 2);
        store.delete(inserted.get(4)); // where the first page ended
        store.delete(inserted.get(2)); // on a page to come
        insertedAt(99); // in front of all

        TokenPage rest = store.listNewestFirst(ALL, first.next(), 10);

        assertThat(rest.tokens()).containsExactly(inserted.get(3), inserted.get(1), inserted.get(0));
        assertThat(rest.next()).isNull();
    }

    @Test
    void deleted_tokens_are_neither_listed_nor_counted() {
        Token kept = insertedAt(1);
        store.delete(insertedAt(2));

        assertThat(ids(ALL)).containsExactly(kept.id());
        assertThat(store.count(ALL, 10)).isOne();
    }

    @Test
    void replaced_tokens_are_listed_as_they_are_now() {
        Token read = insertedAt(1);
        Token next = read.with(SampleTokens.renamed(read.settings(), "Renamed"));
        store.replace(read, next);

        assertThat(store.listNewestFirst(ALL, null, 10).tokens()).containsExactly(next.withVersion(read.version() + 1));
    }

    @Test
    void a_range_holds_the_tokens_of_an_owner_or_a_project_or_both() {
        Token annaApollo = inserted("anna", "apollo");
        Token annaGemini = inserted("anna", "gemini");
        Token annaAlone = inserted("anna", null);
        Token bobApollo = inserted("bob", "apollo");

        assertHolds(ALL, annaApollo, annaGemini, annaAlone, bobApollo);
        assertHolds(new TokenRange.OfOwner("anna", null), annaApollo, annaGemini, annaAlone);
        assertHolds(new TokenRange.OfOwner("anna", "apollo"), annaApollo);
        assertHolds(new TokenRange.OfOwner("bob", "gemini"));
        assertHolds(new TokenRange.OfProject("apollo"), annaApollo, bobApollo);
        assertHolds(new TokenRange.OfProject("Apollo"));
        assertHolds(new TokenRange.OfOwner("ann", null));
    }

    @Test
    void pages_of_an_owner_in_a_project_are_full_although_others_lie_between() {
        List<TokenId> wanted = new ArrayList<>();
        for (int at = 0; at < 30; at++) {
            Token token = inserted(SampleTokens.of("anna", at % 10 == 0 ? "apollo" : "gemini", NOW.plusMillis(at)));
            if (at % 10 == 0) {
                wanted.addFirst(token.id());
            }
        }
        TokenRange range = new TokenRange.OfOwner("anna", "apollo");

        assertThat(store.listNewestFirst(range, null, 2).tokens()).hasSize(2);
        assertThat(pagedIds(range, 2)).isEqualTo(wanted);
    }

    @Test
    void a_count_stops_at_its_cap() {
        insertedMany(5);
        inserted("bob", "apollo");
        TokenRange anna = new TokenRange.OfOwner("anna", "apollo");

        assertThat(store.count(ALL, 100)).isEqualTo(6);
        assertThat(store.count(ALL, 6)).isEqualTo(6);
        assertThat(store.count(ALL, 4)).isEqualTo(4);
        assertThat(store.count(ALL, 0)).isZero();
        assertThat(store.count(anna, 100)).isEqualTo(5);
        assertThat(store.count(anna, 3)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "tok.AAAAAAAAAAAAAAAAAAAAAAAA",
                "1700000000000#",
                "1700000000000#tok",
                "170000000000#tok.AAAAAAAAAAAAAAAAAAAAAAAA",
                "-170000000000#tok.AAAAAAAAAAAAAAAAAAAAAAAA",
                "١٧٠٠٠٠٠٠٠٠٠٠٠#tok.AAAAAAAAAAAAAAAAAAAAAAAA",
                "1700000000000#tok.AAAAAAAAAAAAAAAAAAAAAAAA\n"
            })
    void a_place_that_no_page_ever_named_is_refused(String after) {
        assertThatThrownBy(() -> store.listNewestFirst(ALL, after, 10)).isInstanceOf(IllegalArgumentException.class);
    }

    private void assertHolds(TokenRange range, Token... tokens) {
        List<TokenId> expected = Stream.of(tokens).map(Token::id).toList();
        assertThat(ids(range)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(pagedIds(range, 1)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(store.count(range, 100)).isEqualTo(expected.size());
    }

    private List<TokenId> ids(TokenRange range) {
        return pagedIds(range, 1000);
    }

    private List<TokenId> pagedIds(TokenRange range, int limit) {
        List<TokenId> ids = new ArrayList<>();
        String after = null;
        do {
            TokenPage page = store.listNewestFirst(range, after, limit);
            assertThat(page.tokens()).hasSizeLessThanOrEqualTo(limit);
            page.tokens().forEach(token -> ids.add(token.id()));
            assertThat(ids).doesNotHaveDuplicates();
            after = page.next();
        } while (after != null);
        return ids;
    }

    private static List<TokenId> reversedIds(List<Token> tokens) {
        return tokens.reversed().stream().map(Token::id).toList();
    }

    private List<Token> insertedMany(int count) {
        return IntStream.range(0, count).mapToObj(this::insertedAt).toList();
    }

    private Token insertedAt(int millis) {
        return inserted(SampleTokens.of("anna", "apollo", NOW.plusMillis(millis)));
    }

    private Token inserted(String owner, String project) {
        return inserted(SampleTokens.of(owner, project, NOW));
    }

    private Token inserted(Token token) {
        assertThat(store.insert(token)).isTrue();
        return token;
    }
}
