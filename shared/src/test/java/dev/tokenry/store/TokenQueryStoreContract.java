package dev.tokenry.store;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.IpBlock;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract of every {@link TokenQueryStore}. */
public abstract class TokenQueryStoreContract {

    private static final TokenFilter ALL = new TokenFilter.All();

    /** Returns the store of the tokens: the same at each call, and empty before each test. */
    protected abstract TokenStore store();

    /** Returns the query store over the same tokens. */
    protected abstract TokenQueryStore queryStore();

    @Test
    void empty_store_has_no_summaries() {
        assertThat(queryStore().listSummaries(ALL, null, 10)).isEmpty();
        assertThat(queryStore().count(ALL, null, 10)).isZero();
        assertThat(queryStore().findLastUses(List.of())).isEmpty();
        assertThat(queryStore().findAll(List.of(), _ -> {})).isEmpty();
    }

    @Test
    void summary_matches_its_token() {
        Token full = insert(SampleTokens.full());
        Token bare = insert(SampleTokens.bare());

        assertThat(queryStore().listSummaries(ALL, null, 10))
                .containsExactlyInAnyOrder(TokenSummary.of(full), TokenSummary.of(bare));
        assertThat(queryStore().listSummaries(new TokenFilter.ByOwner(OwnerName.of("anna"), null), null, 10))
                .containsExactlyInAnyOrder(TokenSummary.of(full), TokenSummary.of(bare));
        assertThat(queryStore().listSummaries(new TokenFilter.ByProject("apollo"), null, 10))
                .containsExactly(TokenSummary.of(full));
    }

    @Test
    void summaries_are_listed_newest_first() {
        Token second = insertAt(2);
        Token first = insertAt(1);
        Token third = insertAt(3);

        assertThat(ids(ALL)).containsExactly(third.id(), second.id(), first.id());
    }

    @Test
    void summaries_of_one_millisecond_have_a_stable_order() {
        List<TokenId> inserted =
                IntStream.range(0, 7).mapToObj(at -> insertAt(0).id()).toList();

        assertThat(ids(ALL)).containsExactlyInAnyOrderElementsOf(inserted);
        assertThat(ids(ALL))
                .isSortedAccordingTo(Comparator.comparing(TokenId::value).reversed());
        assertThat(pagedIds(ALL, 2)).isEqualTo(ids(ALL));
    }

    @Test
    void pages_are_filled_up_to_the_limit() {
        List<Token> inserted = insertMany(10);

        assertThat(pagedIds(ALL, 3)).isEqualTo(reversedIds(inserted));
        assertThat(queryStore().listSummaries(ALL, null, 3)).hasSize(3);
        assertThat(queryStore().listSummaries(ALL, null, 0)).isEmpty();
    }

    @Test
    void list_continues_after_a_key_without_token() {
        List<Token> inserted = insertMany(4);
        TokenId absentId = SampleTokens.newId();
        IndexPosition absent =
                new IndexPosition(new CreationSortKey(NOW.plusMillis(2), absentId).encode(), absentId.value());
        IndexPosition deleted = TokenSummary.of(inserted.get(2)).position();
        store().delete(inserted.get(2), STAMP);

        assertThat(queryStore().listSummaries(ALL, deleted, 10))
                .extracting(TokenSummary::id)
                .containsExactly(inserted.get(1).id(), inserted.get(0).id());
        assertThat(queryStore().listSummaries(ALL, absent, 10))
                .extracting(TokenSummary::id)
                .containsExactly(inserted.get(1).id(), inserted.get(0).id());
    }

    @Test
    void deleted_tokens_are_neither_listed_nor_counted() {
        Token remaining = insertAt(1);
        Token deleted = insertAt(2);
        store().delete(deleted, STAMP);

        assertThat(ids(ALL)).containsExactly(remaining.id());
        assertThat(queryStore().count(ALL, null, 10)).isOne();
        assertThat(queryStore().findAll(List.of(deleted.id(), remaining.id()), _ -> {}))
                .containsExactly(remaining);
        assertThat(queryStore().findLastUses(List.of(deleted.id()))).isEmpty();
    }

    @Test
    void summaries_tell_whether_tokens_are_restricted_to_addresses() {
        Token current = insertAt(1);
        for (AllowedIps addresses : List.of(
                AllowedIps.EVERY,
                new AllowedIps(List.of(IpBlock.ofAddress("192.0.2.7").orElseThrow())),
                AllowedIps.EVERY)) {
            current = ((WriteResult.Written<Token>) store().replace(
                                    current,
                                    current.withSettings(current.settings().withAllowedIps(addresses)),
                                    STAMP))
                    .value();

            assertThat(queryStore().listSummaries(ALL, null, 10))
                    .singleElement()
                    .matches(row -> row.restrictedToAddresses() == addresses.isRestricted());
        }
    }

    @Test
    void replaced_tokens_have_updated_summaries() {
        Token current = insertAt(1);
        Token updated = current.withSettings(SampleTokens.renamed(current.settings(), "Renamed"));
        store().replace(current, updated, STAMP);

        assertThat(queryStore().listSummaries(ALL, null, 10)).containsExactly(TokenSummary.of(updated));
        assertThat(queryStore().findAll(List.of(current.id()), _ -> {}))
                .containsExactly(updated.withVersion(current.version() + 1));
    }

    @Test
    void filter_matches_owner_or_project_or_both() {
        Token annaApollo = insert("anna", "apollo");
        Token annaGemini = insert("anna", "gemini");
        Token annaAlone = insert("anna", null);
        Token bobApollo = insert("bob", "apollo");

        assertMatches(ALL, annaApollo, annaGemini, annaAlone, bobApollo);
        assertMatches(new TokenFilter.ByOwner(OwnerName.of("anna"), null), annaApollo, annaGemini, annaAlone);
        assertMatches(new TokenFilter.ByOwner(OwnerName.of("anna"), "apollo"), annaApollo);
        assertMatches(new TokenFilter.ByOwner(OwnerName.of("bob"), "gemini"));
        assertMatches(new TokenFilter.ByProject("apollo"), annaApollo, bobApollo);
        assertMatches(new TokenFilter.ByProject("Apollo"));
        assertMatches(new TokenFilter.ByOwner(OwnerName.of("ann"), null));
    }

    @Test
    void tokens_from_an_exchange_are_selected_apart_from_all_others() {
        Token lasting = insert("anna", "apollo");
        Token exchanged = insert(SampleTokens.exchanged("anna", "apollo", NOW));
        List<TokenFilter> filters = List.of(
                ALL,
                new TokenFilter.ByOwner(OwnerName.of("anna"), null),
                new TokenFilter.ByOwner(OwnerName.of("anna"), "apollo"),
                new TokenFilter.ByProject("apollo"));

        for (TokenFilter filter : filters) {
            assertMatches(filter, lasting);
            assertMatches(new TokenFilter.Exchanged(filter), exchanged);
            assertThat(filter.matches(exchanged)).isFalse();
            assertThat(new TokenFilter.Exchanged(filter).matches(lasting)).isFalse();
            assertThat(queryStore().listSummaries(new TokenFilter.Exchanged(filter), null, 10).stream()
                            .map(row -> row.origin().exchange().trust()))
                    .containsExactly("ci-web");
        }
        assertMatches(new TokenFilter.Exchanged(new TokenFilter.ByProject("gemini")));
    }

    @Test
    void pages_are_filled_despite_many_tokens_from_exchanges_between() {
        List<TokenId> expected = new ArrayList<>();
        for (int at = 0; at < 60; at++) {
            Instant createdAt = NOW.plusMillis(at);
            if (at % 20 == 0) {
                expected.addFirst(
                        insert(SampleTokens.of("anna", "apollo", createdAt)).id());
            } else {
                insert(SampleTokens.exchanged("anna", "apollo", createdAt));
            }
        }

        for (TokenFilter filter :
                List.of(new TokenFilter.ByOwner(OwnerName.of("anna"), null), new TokenFilter.ByProject("apollo"))) {
            assertThat(pagedIds(filter, 2)).isEqualTo(expected);
            assertThat(queryStore().count(filter, null, 100)).isEqualTo(3);
            assertThat(queryStore().count(new TokenFilter.Exchanged(filter), null, 100))
                    .isEqualTo(57);
        }
    }

    @Test
    void filtered_pages_are_filled_despite_other_tokens_between() {
        List<TokenId> expected = new ArrayList<>();
        for (int at = 0; at < 30; at++) {
            Token token = insert(SampleTokens.of("anna", at % 10 == 0 ? "apollo" : "gemini", NOW.plusMillis(at)));
            if (at % 10 == 0) {
                expected.addFirst(token.id());
            }
        }
        TokenFilter filter = new TokenFilter.ByOwner(OwnerName.of("anna"), "apollo");

        assertThat(queryStore().listSummaries(filter, null, 2)).hasSize(2);
        assertThat(pagedIds(filter, 2)).isEqualTo(expected);
    }

    @Test
    void count_stops_at_its_limit() {
        insertMany(5);
        insert("bob", "apollo");
        TokenFilter anna = new TokenFilter.ByOwner(OwnerName.of("anna"), "apollo");

        assertThat(queryStore().count(ALL, null, 100)).isEqualTo(6);
        assertThat(queryStore().count(ALL, null, 6)).isEqualTo(6);
        assertThat(queryStore().count(ALL, null, 4)).isEqualTo(4);
        assertThat(queryStore().count(ALL, null, 0)).isZero();
        assertThat(queryStore().count(anna, null, 100)).isEqualTo(5);
        assertThat(queryStore().count(anna, null, 3)).isEqualTo(3);
    }

    @Test
    void count_starts_after_a_position() {
        List<TokenId> ids = reversedIds(insertMany(5));
        TokenFilter anna = new TokenFilter.ByOwner(OwnerName.of("anna"), "apollo");
        List<TokenSummary> rows = queryStore().listSummaries(ALL, null, 5);
        assertThat(rows).extracting(TokenSummary::id).isEqualTo(ids);

        assertThat(queryStore().count(ALL, rows.get(1).position(), 100)).isEqualTo(3);
        assertThat(queryStore().count(ALL, rows.get(1).position(), 2)).isEqualTo(2);
        assertThat(queryStore().count(anna, rows.get(3).position(), 100)).isOne();
        assertThat(queryStore().count(ALL, rows.getLast().position(), 100)).isZero();
    }

    @Test
    void complete_tokens_are_returned_in_the_requested_order() {
        Token first = insert(SampleTokens.full());
        Token second = insert(SampleTokens.bare());

        assertThat(queryStore().findAll(List.of(first.id(), SampleTokens.newId(), second.id()), _ -> {}))
                .containsExactly(first, second);
        assertThat(queryStore().findAll(List.of(second.id(), first.id()), _ -> {}))
                .containsExactly(second, first);
    }

    @Test
    void results_of_several_calls_are_combined() {
        List<Token> inserted = insertMany(230);
        List<TokenId> ids = reversedIds(inserted);

        assertThat(ids(ALL)).isEqualTo(ids);
        assertThat(queryStore().findAll(ids, _ -> {})).isEqualTo(inserted.reversed());
        assertThat(queryStore().findLastUses(ids)).isEmpty();
    }

    @Test
    void last_uses_are_returned_for_used_tokens_only() {
        Token used = insert(SampleTokens.full());
        Token unused = insert(SampleTokens.bare());
        LastUse lastUse = used.lastUse();

        assertThat(queryStore().findLastUses(List.of(unused.id(), used.id(), SampleTokens.newId())))
                .isEqualTo(Map.of(used.id(), lastUse.at()));
    }

    private void assertMatches(TokenFilter filter, Token... tokens) {
        List<TokenId> expected = Stream.of(tokens).map(Token::id).toList();
        assertThat(ids(filter)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(pagedIds(filter, 1)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(queryStore().count(filter, null, 100)).isEqualTo(expected.size());
        assertThat(Stream.of(tokens)).allMatch(filter::matches);
    }

    private List<TokenId> ids(TokenFilter filter) {
        return queryStore().listSummaries(filter, null, 1000).stream()
                .map(TokenSummary::id)
                .toList();
    }

    private List<TokenId> pagedIds(TokenFilter filter, int limit) {
        List<TokenId> ids = new ArrayList<>();
        IndexPosition after = null;
        while (true) {
            List<TokenSummary> summaries = queryStore().listSummaries(filter, after, limit);
            if (summaries.isEmpty()) {
                return ids;
            }
            summaries.forEach(summary -> ids.add(summary.id()));
            assertThat(ids).doesNotHaveDuplicates();
            after = summaries.getLast().position();
        }
    }

    private static List<TokenId> reversedIds(List<Token> tokens) {
        return tokens.reversed().stream().map(Token::id).toList();
    }

    private List<Token> insertMany(int count) {
        return IntStream.range(0, count).mapToObj(this::insertAt).toList();
    }

    private Token insertAt(int millis) {
        return insert(SampleTokens.of("anna", "apollo", NOW.plusMillis(millis)));
    }

    private Token insert(String owner, String project) {
        return insert(SampleTokens.of(owner, project, NOW));
    }

    private Token insert(Token token) {
        assertThat(store().insert(token, STAMP)).isTrue();
        return token;
    }
}
