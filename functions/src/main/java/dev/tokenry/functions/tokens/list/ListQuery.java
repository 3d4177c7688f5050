package dev.tokenry.functions.tokens.list;

import dev.tokenry.functions.tokens.selector.TokenSelector;

/** The query of a list: page size, fields, order and filters. */
record ListQuery(int pageSize, FieldSelection fields, SortOrder sort, LastUsedRange lastUsed, TokenSelector selector) {

    boolean isNewestFirst() {
        return sort.equals(SortOrder.NEWEST_FIRST);
    }

    /** Returns whether the query filters by more than owner and project. */
    boolean hasFilters() {
        return !selector.isOwnerOrProjectOnly() || !lastUsed.isAny();
    }

    /** Returns whether the status of matching tokens must be known. */
    boolean needsStatus() {
        return fields.includesStatus() || selector.statuses().isPresent();
    }

    /** Returns whether the last use of matching tokens must be read. */
    boolean needsLastUse() {
        return sort.sortField() == SortOrder.SortField.LAST_USED_DATE || !lastUsed.isAny();
    }
}
