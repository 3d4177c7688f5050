package dev.tokenry.functions.tokens.list;

/** A validated list request: a query with a page number or the position that the page follows. */
sealed interface ListTokensRequest {

    /** A page by its number, counted from 1. */
    record ByPageNumber(ListQuery query, int number) implements ListTokensRequest {}

    /** The page after a position, with the total count of the first page. */
    record AfterPageKey(ListQuery query, SortPosition after, int totalCount) implements ListTokensRequest {}

    ListQuery query();
}
