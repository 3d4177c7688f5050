package dev.tokenry.functions.tokens.list;

import dev.tokenry.model.TokenId;
import java.util.Comparator;

/**
 * The position of a token in a list.
 *
 * @param sortKey the value that the list is sorted by, as text that sorts in the same order
 */
record SortPosition(String sortKey, TokenId id) {

    /** By code points of the sort key, then by id, so that positions are unique. */
    static final Comparator<SortPosition> ORDER = Comparator.comparing(
                    SortPosition::sortKey, SortPosition::byCodePoints)
            .thenComparing(it -> it.id().value());

    private static int byCodePoints(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            if (left.charAt(i) != right.charAt(i)) {
                return Integer.compare(left.codePointAt(i), right.codePointAt(i));
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
