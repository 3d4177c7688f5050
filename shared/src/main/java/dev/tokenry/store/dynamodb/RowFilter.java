package dev.tokenry.store.dynamodb;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Selects rows of an index by an attribute that the index contains. DynamoDB reads the other rows as well.
 *
 * @param expression null to select all rows
 */
record RowFilter(@Nullable String expression, Map<String, String> names, Map<String, Attribute> values) {

    static final RowFilter NONE = new RowFilter(null, Map.of(), Map.of());

    /** About as many rows as a page of a megabyte has, so that a page of few selected rows takes few calls. */
    private static final int ROWS_PER_READ = 2_000;

    /** Selects the rows whose list contains a text. */
    static RowFilter contains(String list, String text) {
        return new RowFilter(
                "contains(#filtered, :element)", Map.of("#filtered", list), Map.of(":element", Attribute.fromS(text)));
    }

    /** Returns how many rows to read at once to find this many. */
    int rowsToRead(int limit) {
        return expression == null ? limit : Math.max(limit, ROWS_PER_READ);
    }
}
