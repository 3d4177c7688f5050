package dev.tokenry.store.dynamodb;

import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.NamePage;
import dev.tokenry.store.NameRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The rows of one kind of records in the index of all records, which are sorted by name.
 *
 * @param kind the partition key of the rows
 * @param toPosition returns the position of an item, or empty if it is of another kind
 * @param keyOf returns the key of the item at a position
 * @param filter selects rows of the kind
 */
record NameIndex(
        DynamoTable table,
        String kind,
        Function<Map<String, Attribute>, Optional<IndexPosition>> toPosition,
        Function<IndexPosition, String> keyOf,
        RowFilter filter) {

    NameIndex(
            DynamoTable table,
            String kind,
            Function<Map<String, Attribute>, Optional<IndexPosition>> toPosition,
            Function<IndexPosition, String> keyOf) {
        this(table, kind, toPosition, keyOf, RowFilter.NONE);
    }

    /**
     * Returns a page.
     *
     * @param findInOrder returns the rows of these positions that exist, in this order. They are read from the table,
     *     because the index is eventually consistent.
     */
    <R extends NameRow> NamePage<R> list(
            @Nullable IndexPosition after, int limit, Function<List<IndexPosition>, List<R>> findInOrder) {
        List<R> rows = new ArrayList<>();
        IndexPosition last = after;
        boolean hasMore = true;
        // The index may contain records that were deleted in the meantime: further rows take their place.
        while (hasMore && rows.size() < limit) {
            // One row more than needed shows whether there is a next page.
            int remaining = limit - rows.size();
            List<IndexPosition> positions = queryPositions(last, remaining + 1);
            hasMore = positions.size() > remaining;
            List<IndexPosition> page = positions.subList(0, Math.min(remaining, positions.size()));
            rows.addAll(findInOrder.apply(page));
            last = page.isEmpty() ? last : page.getLast();
        }
        return new NamePage<>(rows, hasMore ? last : null);
    }

    /** Returns the number of rows, at most {@code limit}. */
    int count(int limit) {
        return table.queries().countRows(limit, remaining -> KindIndex.query(kind, filter, DynamoTable.KEY, remaining));
    }

    private List<IndexPosition> queryPositions(@Nullable IndexPosition after, int limit) {
        return table.queries().queryRows(limit, remaining -> query(after, remaining), toPosition);
    }

    private QueryRequest.Builder query(@Nullable IndexPosition after, int limit) {
        QueryRequest.Builder query =
                KindIndex.query(kind, filter, DynamoTable.KEY + ", " + TokenItem.CREATED_KEY, limit);
        return after == null
                ? query
                : query.exclusiveStartKey(
                        DynamoQueries.indexKey(TokenItem.KIND, kind, after.sortKey(), keyOf.apply(after)));
    }
}
