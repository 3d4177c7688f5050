package dev.tokenry.store;

import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.LastUse;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link TokenCatalogue} promises of what a {@link TokenStore} keeps. */
public abstract class TokenCatalogueContract {

    private static final TokenRange ALL = new TokenRange.All();

    /** A store, without anything in it before the test. */
    protected abstract TokenStore store();

    /** Of the same tokens. */
    protected abstract TokenCatalogue catalogue();

    @Test
    void an_empty_store_has_no_rows() {
        assertThat(catalogue().rows(ALL, null, 10)).isEmpty();
        assertThat(catalogue().count(ALL, 10)).isZero();
        assertThat(catalogue().lastUses(List.of())).isEmpty();
        assertThat(catalogue().tokens(List.of())).isEmpty();
    }

    @Test
    void a_row_says_what_its_token_says() {
        Token full = inserted(SampleTokens.full());
        Token bare = inserted(SampleTokens.bare());

        assertThat(catalogue().rows(ALL, null, 10)).containsExactlyInAnyOrder(TokenRow.of(full), TokenRow.of(bare));
        assertThat(catalogue().rows(new TokenRange.OfOwner("anna", null), null, 10))
                .containsExactlyInAnyOrder(TokenRow.of(full), TokenRow.of(bare));
        assertThat(catalogue().rows(new TokenRange.OfProject("apollo"), null, 10))
                .containsExactly(TokenRow.of(full));
    }

    @Test
    void the_newest_come_first() {
        Token second = insertedAt(2);
        Token first = insertedAt(1);
        Token third = insertedAt(3);

        assertThat(ids(ALL)).containsExactly(third.id(), second.id(), first.id());
    }

    @Test
    void rows_of_one_millisecond_have_one_order_that_paging_keeps() {
        List<TokenId> inserted =
                IntStream.range(0, 7).mapToObj(at -> insertedAt(0).id()).toList();

        assertThat(ids(ALL)).containsExactlyInAnyOrderElementsOf(inserted);
        assertThat(ids(ALL))
                .isSortedAccordingTo(Comparator.comparing(TokenId::value).reversed());
        assertThat(pagedIds(ALL, 2)).isEqualTo(ids(ALL));
    }

    @Test
    void a_limit_is_met_wherever_there_are_so_many() {
        List<Token> inserted = insertedMany(10);

        assertThat(pagedIds(ALL, 3)).isEqualTo(reversedIds(inserted));
        assertThat(catalogue().rows(ALL, null, 3)).hasSize(3);
        assertThat(catalogue().rows(ALL, null, 0)).isEmpty();
    }

    @Test
    void rows_are_read_on_behind_a_place_where_nothing_stands() {
        List<Token> inserted = insertedMany(4);
        CreatedKey between = new CreatedKey(NOW.plusMillis(2), SampleTokens.newId());
        CreatedKey place = TokenRow.of(inserted.get(2)).createdKey();
        store().delete(inserted.get(2));

        assertThat(catalogue().rows(ALL, place, 10))
                .extracting(TokenRow::id)
                .containsExactly(inserted.get(1).id(), inserted.get(0).id());
        assertThat(catalogue().rows(ALL, between, 10))
                .extracting(TokenRow::id)
                .containsExactly(inserted.get(1).id(), inserted.get(0).id());
    }

    @Test
    void deleted_tokens_have_no_row_and_are_not_counted() {
        Token kept = insertedAt(1);
        Token deleted = insertedAt(2);
        store().delete(deleted);

        assertThat(ids(ALL)).containsExactly(kept.id());
        assertThat(catalogue().count(ALL, 10)).isOne();
        assertThat(catalogue().tokens(List.of(deleted.id(), kept.id()))).containsExactly(kept);
        assertThat(catalogue().lastUses(List.of(deleted.id()))).isEmpty();
    }

    @Test
    void replaced_tokens_have_the_rows_that_they_should_have_now() {
        Token read = insertedAt(1);
        Token next = read.withSettings(SampleTokens.renamed(read.settings(), "Renamed"));
        store().replace(read, next);

        assertThat(catalogue().rows(ALL, null, 10)).containsExactly(TokenRow.of(next));
        assertThat(catalogue().tokens(List.of(read.id()))).containsExactly(next.withVersion(read.version() + 1));
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
    void rows_of_an_owner_in_a_project_are_many_although_others_lie_between() {
        List<TokenId> wanted = new ArrayList<>();
        for (int at = 0; at < 30; at++) {
            Token token = inserted(SampleTokens.of("anna", at % 10 == 0 ? "apollo" : "gemini", NOW.plusMillis(at)));
            if (at % 10 == 0) {
                wanted.addFirst(token.id());
            }
        }
        TokenRange range = new TokenRange.OfOwner("anna", "apollo");

        assertThat(catalogue().rows(range, null, 2)).hasSize(2);
        assertThat(pagedIds(range, 2)).isEqualTo(wanted);
    }

    @Test
    void a_count_stops_at_its_cap() {
        insertedMany(5);
        inserted("bob", "apollo");
        TokenRange anna = new TokenRange.OfOwner("anna", "apollo");

        assertThat(catalogue().count(ALL, 100)).isEqualTo(6);
        assertThat(catalogue().count(ALL, 6)).isEqualTo(6);
        assertThat(catalogue().count(ALL, 4)).isEqualTo(4);
        assertThat(catalogue().count(ALL, 0)).isZero();
        assertThat(catalogue().count(anna, 100)).isEqualTo(5);
        assertThat(catalogue().count(anna, 3)).isEqualTo(3);
    }

    @Test
    void tokens_come_whole_and_in_the_order_that_was_asked_for() {
        Token one = inserted(SampleTokens.full());
        Token other = inserted(SampleTokens.bare());

        assertThat(catalogue().tokens(List.of(one.id(), SampleTokens.newId(), other.id())))
                .containsExactly(one, other);
        assertThat(catalogue().tokens(List.of(other.id(), one.id()))).containsExactly(other, one);
    }

    @Test
    void more_than_one_call_of_the_store_is_read_whole() {
        List<Token> inserted = insertedMany(230);
        List<TokenId> ids = reversedIds(inserted);

        assertThat(ids(ALL)).isEqualTo(ids);
        assertThat(catalogue().tokens(ids)).isEqualTo(inserted.reversed());
        assertThat(catalogue().lastUses(ids)).isEmpty();
    }

    @Test
    void last_uses_are_of_those_that_were_used() {
        Token used = inserted(SampleTokens.full());
        Token never = inserted(SampleTokens.bare());
        LastUse lastUse = used.lastUse();

        assertThat(catalogue().lastUses(List.of(never.id(), used.id(), SampleTokens.newId())))
                .isEqualTo(Map.of(used.id(), lastUse.at()));
    }

    private void assertHolds(TokenRange range, Token... tokens) {
        List<TokenId> expected = Stream.of(tokens).map(Token::id).toList();
        assertThat(ids(range)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(pagedIds(range, 1)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(catalogue().count(range, 100)).isEqualTo(expected.size());
        assertThat(Stream.of(tokens)).allMatch(range::holds);
    }

    private List<TokenId> ids(TokenRange range) {
        return catalogue().rows(range, null, 1000).stream().map(TokenRow::id).toList();
    }

    private List<TokenId> pagedIds(TokenRange range, int limit) {
        List<TokenId> ids = new ArrayList<>();
        CreatedKey after = null;
        while (true) {
            List<TokenRow> rows = catalogue().rows(range, after, limit);
            if (rows.isEmpty()) {
                return ids;
            }
            rows.forEach(row -> ids.add(row.id()));
            assertThat(ids).doesNotHaveDuplicates();
            after = rows.getLast().createdKey();
        }
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
        assertThat(store().insert(token)).isTrue();
        return token;
    }
}
