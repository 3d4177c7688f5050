package dev.tokenry.store;

import java.util.Comparator;

/**
 * The position of a row in an index. Rows sort by the sort key; the key of the record tells rows with the same one
 * apart, which only damaged records have.
 *
 * @param sortKey the sort key of the row, as it is stored; that of a damaged record can be any text
 * @param key a token id or the name of a user
 */
public record IndexPosition(String sortKey, String key) implements Comparable<IndexPosition> {

    private static final Comparator<IndexPosition> ORDER =
            Comparator.comparing(IndexPosition::sortKey).thenComparing(IndexPosition::key);

    @Override
    public int compareTo(IndexPosition other) {
        return ORDER.compare(this, other);
    }
}
