package dev.tokenry.functions.tokens.list;

/** The list that a request asks for, and which page of it: one by its number, or the one behind a place. */
sealed interface ListTokensRequest {

    /** Counted from 1. */
    record ByPageNumber(ListQuery query, int number) implements ListTokensRequest {}

    /** What a next page key leads to, with the total that was counted on the first page. */
    record AfterPageKey(ListQuery query, SortPosition after, int totalCount) implements ListTokensRequest {}

    ListQuery query();
}
