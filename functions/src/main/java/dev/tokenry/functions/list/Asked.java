package dev.tokenry.functions.list;

/** The list that a request asks for, and which page of it: one by its number, or the one behind a place. */
sealed interface Asked {

    /** Counted from 1. */
    record Page(ListQuery query, int number) implements Asked {}

    /** What a next page key leads to, with the total that was counted on the first page. */
    record Next(ListQuery query, Place after, int totalCount) implements Asked {}

    ListQuery query();
}
