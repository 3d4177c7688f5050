package dev.tokenry.functions.tokens.list;

import dev.tokenry.error.InvalidValueException;
import dev.tokenry.functions.http.PageKeyCodec;
import dev.tokenry.functions.http.QueryParameters;
import dev.tokenry.functions.tokens.selector.TokenSelector;
import dev.tokenry.model.Limits;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.TokenId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page key of a token list: the query, the last position of a page, and the total count of the first page. */
record ListPageKey(TokenId principal, ListQuery query, SortPosition after, int totalCount) {

    private static final String LIST = "tokens";
    private static final int FIELD_COUNT = 9;
    private static final String ABSENT = "";

    String encode() {
        return PageKeyCodec.encode(
                LIST,
                principal,
                List.of(
                        Integer.toString(query.pageSize()),
                        Integer.toString(totalCount),
                        query.fields().encode(),
                        query.sort().encode(),
                        encode(query.lastUsed().from()),
                        encode(query.lastUsed().to()),
                        query.selector().text(),
                        after.sortKey(),
                        after.id().value()));
    }

    /** Parses a page key; empty if {@link #encode()} did not create it for this principal. */
    static Optional<ListPageKey> decode(
            String text, TokenId principal, ScopeCatalogue scopes, Limits limits, Instant now) {
        return PageKeyCodec.decode(LIST, principal, text)
                .filter(fields -> fields.size() == FIELD_COUNT)
                .flatMap(fields -> parse(fields, principal, scopes, limits, now))
                .filter(pageKey -> pageKey.isValid() && pageKey.encode().equals(text));
    }

    private static Optional<ListPageKey> parse(
            List<String> fields, TokenId principal, ScopeCatalogue scopes, Limits limits, Instant now) {
        try {
            ListQuery query = new ListQuery(
                    Integer.parseInt(fields.get(0)),
                    FieldSelection.parse(fields.get(2)),
                    SortOrder.parse(fields.get(3)),
                    new LastUsedRange(time(fields.get(4)), time(fields.get(5))),
                    fields.get(6).isEmpty()
                            ? TokenSelector.ALL
                            : TokenSelector.parse(fields.get(6), scopes, limits, now));
            int totalCount = Integer.parseInt(fields.get(1));
            return TokenId.parse(fields.get(8))
                    .map(id -> new ListPageKey(principal, query, new SortPosition(fields.get(7), id), totalCount));
        } catch (NumberFormatException | InvalidValueException e) {
            return Optional.empty();
        }
    }

    private boolean isValid() {
        return query.pageSize() >= 1
                && query.pageSize() <= QueryParameters.MAX_PAGE_SIZE
                && totalCount >= 0
                && totalCount <= TokenLister.MAX_CANDIDATES
                && (!query.isNewestFirst() || PageKeyCodec.isIndexSortKey(after.sortKey()));
    }

    private static String encode(@Nullable Instant time) {
        return time == null ? ABSENT : Long.toString(time.toEpochMilli());
    }

    private static @Nullable Instant time(String millis) {
        return millis.equals(ABSENT) ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
