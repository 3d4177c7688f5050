package dev.tokenry.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/**
 * The rows of a range in its index, newest first, fetched as they are asked for. An index lags behind the table: a row
 * says where to look, never what is so.
 */
final class TokenRows {

    private static final String PLACE_ALONE = DynamoTable.KEY + ", " + TokenItem.CREATED_KEY;

    private final DynamoTable table;
    private final TokenIndex index;
    private final @Nullable CreatedKey after;
    private final Deque<CreatedKey> fetched = new ArrayDeque<>();
    private Map<String, AttributeValue> fetchedUpTo = Map.of();
    private boolean fetchedAll;

    TokenRows(DynamoTable table, TokenRange range, @Nullable CreatedKey after) {
        this.table = table;
        this.index = TokenIndex.of(range);
        this.after = after;
    }

    /** At most this many of the next rows; none when there are no more. */
    List<CreatedKey> take(int most) {
        if (most == 0) {
            return List.of();
        }
        // The one behind them tells whether the list goes on.
        fetch(most + 1);
        List<CreatedKey> rows = new ArrayList<>();
        while (rows.size() < most && !fetched.isEmpty()) {
            rows.add(fetched.remove());
        }
        return rows;
    }

    /** Whether there are rows behind those that were taken. */
    boolean hasMore() {
        return !fetched.isEmpty();
    }

    /** Counts rows, up to this many; of fresh rows only, none taken. */
    int count(int most) {
        int count = 0;
        while (count < most && !fetchedAll) {
            count += run(index.query(after, most - count).select(Select.COUNT)).count();
        }
        return Math.min(count, most);
    }

    private void fetch(int wanted) {
        while (fetched.size() < wanted && !fetchedAll) {
            QueryResponse page = run(index.query(after, wanted - fetched.size()).projectionExpression(PLACE_ALONE));
            page.items().forEach(row -> fetched.add(TokenItem.readRow(row)));
        }
    }

    private QueryResponse run(QueryRequest.Builder query) {
        if (!fetchedUpTo.isEmpty()) {
            query.exclusiveStartKey(fetchedUpTo);
        }
        QueryResponse page = table.query(query);
        fetchedUpTo = page.lastEvaluatedKey();
        fetchedAll = fetchedUpTo.isEmpty();
        return page;
    }
}
