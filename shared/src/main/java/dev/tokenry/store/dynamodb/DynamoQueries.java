package dev.tokenry.store.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Queries of the indexes, which are eventually consistent, and scans of the table, which are strongly consistent: one
 * page after another.
 *
 * @param table the name of the table
 */
record DynamoQueries(DynamoDbClient dynamo, String table) {

    private static final AwsRequestOverrideConfiguration LARGE_READ = DynamoClientSettings.largeRead();

    /**
     * Runs a query until it has returned {@code limit} rows or there are no more.
     *
     * @param query builds a query that reads about the given number of rows
     * @param parse returns empty for an item that is no row, in whose place another one is read
     */
    <T> List<T> queryRows(
            int limit, IntFunction<QueryRequest.Builder> query, Function<Map<String, Attribute>, Optional<T>> parse) {
        List<T> rows = new ArrayList<>();
        queryPages(limit, query, page -> {
            page.items().stream()
                    .map(SdkItems::fromSdk)
                    .map(parse)
                    .flatMap(Optional::stream)
                    .limit(limit - rows.size())
                    .forEach(rows::add);
            return rows.size();
        });
        return rows;
    }

    /** Returns the number of rows of a query, at most {@code limit}. */
    int countRows(int limit, IntFunction<QueryRequest.Builder> query) {
        AtomicInteger count = new AtomicInteger();
        queryPages(limit, query, page -> count.addAndGet(page.count()));
        return Math.min(count.get(), limit);
    }

    /** @param onPage receives each page, and returns the number of rows so far */
    private void queryPages(int limit, IntFunction<QueryRequest.Builder> query, ToIntFunction<QueryResponse> onPage) {
        Map<String, AttributeValue> lastEvaluatedKey = Map.of();
        int count = 0;
        int read = 0;
        while (count < limit) {
            // DynamoDB filters what it has read: while a filter leaves out most rows, each page reads more of them.
            QueryRequest.Builder builder =
                    query.apply(Math.max(limit - count, read)).tableName(table).overrideConfiguration(LARGE_READ);
            QueryRequest request = lastEvaluatedKey.isEmpty()
                    ? builder.build()
                    : builder.exclusiveStartKey(lastEvaluatedKey).build();
            QueryResponse page = DynamoTable.DYNAMODB.call(dynamo::query, request);
            DynamoTable.requireComplete(page.count() != null);
            count = onPage.applyAsInt(page);
            Integer scanned = page.scannedCount();
            read = scanned != null && scanned > page.count() ? 2 * scanned : 0;
            lastEvaluatedKey = page.lastEvaluatedKey();
            if (lastEvaluatedKey.isEmpty()) {
                break;
            }
        }
    }

    /** Reads all items. */
    void scanPages(Consumer<Map<String, Attribute>> onItem) {
        Map<String, AttributeValue> lastEvaluatedKey = Map.of();
        do {
            ScanRequest.Builder request = ScanRequest.builder().tableName(table).consistentRead(true);
            if (!lastEvaluatedKey.isEmpty()) {
                request.exclusiveStartKey(lastEvaluatedKey);
            }
            ScanResponse page = DynamoTable.DYNAMODB.call(dynamo::scan, request.build());
            DynamoTable.requireComplete(page.hasItems());
            page.items().stream().map(SdkItems::fromSdk).forEach(onItem);
            lastEvaluatedKey = page.lastEvaluatedKey();
        } while (!lastEvaluatedKey.isEmpty());
    }

    /** Returns the key of a row of an index. A query can start after it whether or not there is such a row. */
    static Map<String, AttributeValue> indexKey(String partition, String value, String sortKey, String key) {
        return Map.of(
                partition,
                AttributeValue.fromS(value),
                TokenItem.CREATED_KEY,
                AttributeValue.fromS(sortKey),
                DynamoTable.KEY,
                AttributeValue.fromS(key));
    }
}
