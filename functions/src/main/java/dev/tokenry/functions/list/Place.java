package dev.tokenry.functions.list;

import dev.tokenry.model.TokenId;
import java.util.Comparator;

/**
 * Where in a list a token stands.
 *
 * @param key what the list is sorted by, as a text that sorts like it
 */
record Place(String key, TokenId id) {

    /** By code points, and then by id: no two tokens stand in one place. */
    static final Comparator<Place> ORDER = Comparator.comparing(Place::key, Place::byCodePoints)
            .thenComparing(it -> it.id().value());

    private static int byCodePoints(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            if (one.charAt(i) != other.charAt(i)) {
                return Integer.compare(one.codePointAt(i), other.codePointAt(i));
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
