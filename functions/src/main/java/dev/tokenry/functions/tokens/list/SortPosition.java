package dev.tokenry.functions.tokens.list;

import dev.tokenry.model.TokenId;
import java.util.Comparator;

/**
 * Where in a list a token stands.
 *
 * @param sortKey what the list is sorted by, as a text that sorts like it
 */
record SortPosition(String sortKey, TokenId id) {

    /** By code points, and then by id: no two tokens stand in one place. */
    static final Comparator<SortPosition> ORDER = Comparator.comparing(SortPosition::sortKey, SortPosition::byCodePoints)
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
