package dev.tokenry.functions.list;

import dev.tokenry.functions.list.selector.Selector;

/** What a list shows, of which tokens, in which order. */
record ListQuery(int pageSize, Fields fields, Sort sort, LastUsed lastUsed, Selector selector) {

    /** The most tokens that a page may be asked to hold. */
    static final int LARGEST_PAGE = 10_000;

    boolean isNewestFirst() {
        return sort.equals(Sort.NEWEST_FIRST);
    }

    /** Whether tokens of the right owner and project may be left out. */
    boolean filters() {
        return !selector.onlyNarrows() || !lastUsed.isWhenever();
    }

    /** Whether it must be known when candidates were last used. */
    boolean needsLastUse() {
        return sort.key() == Sort.Key.LAST_USED_DATE || !lastUsed.isWhenever();
    }
}
