package dev.tokenry.functions.tokens.list;

import dev.tokenry.functions.tokens.selector.TokenSelector;

/** What a list shows, of which tokens, in which order. */
record ListQuery(int pageSize, FieldSelection fields, SortOrder sort, LastUsedRange lastUsed, TokenSelector selector) {

    /** The most tokens that a page may be asked to hold. */
    static final int MAX_PAGE_SIZE = 10_000;

    boolean isNewestFirst() {
        return sort.equals(SortOrder.NEWEST_FIRST);
    }

    /** Whether tokens of the right owner and project may be left out. */
    boolean hasFilters() {
        return !selector.isOwnerOrProjectOnly() || !lastUsed.isAny();
    }

    /** Whether it must be known when candidates were last used. */
    boolean needsLastUse() {
        return sort.sortField() == SortOrder.SortField.LAST_USED_DATE || !lastUsed.isAny();
    }
}
