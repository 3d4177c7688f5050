package dev.tokenry.store;

import org.jspecify.annotations.Nullable;

/** Lists records in the order of their names. */
@FunctionalInterface
public interface NameLister<R extends NameRow> {

    /**
     * Returns one page of the records that exist now, damaged ones among them.
     *
     * @param after the position after which the page starts ({@link NamePage#nextAfter()} of the page before), or null
     *     for the first page
     * @param limit the maximum number of records on the page, at least 1
     */
    NamePage<R> listByName(@Nullable IndexPosition after, int limit);
}
