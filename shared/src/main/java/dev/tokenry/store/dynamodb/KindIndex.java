package dev.tokenry.store.dynamodb;

import dev.tokenry.error.CorruptRecordException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Lists the items of a kind of which there are few, without pages. */
final class KindIndex {

    /** More than any of these kinds permits. */
    private static final int MAX_ITEMS = 10_000;

    private KindIndex() {}

    /**
     * Returns the records of a kind, by their sort keys, without those that are damaged. The index is eventually
     * consistent; the items are read from the table.
     *
     * @param onDamaged receives the key of each record that is damaged
     */
    static <T> List<T> list(
            DynamoTable table, String kind, Function<Map<String, Attribute>, T> parse, Consumer<String> onDamaged) {
        List<String> keys = table.queries()
                .queryRows(
                        MAX_ITEMS,
                        limit -> query(kind, DynamoTable.KEY, limit),
                        item -> Optional.of(DynamoTable.keyOf(item)));
        Map<String, Map<String, Attribute>> items = table.batchGet(keys, null);
        return keys.stream()
                .flatMap(key -> Optional.ofNullable(items.get(key)).stream())
                .flatMap(item -> parseUndamaged(item, parse, onDamaged).stream())
                .toList();
    }

    private static <T> Optional<T> parseUndamaged(
            Map<String, Attribute> item, Function<Map<String, Attribute>, T> parse, Consumer<String> onDamaged) {
        try {
            return Optional.of(parse.apply(item));
        } catch (CorruptRecordException e) {
            onDamaged.accept(DynamoTable.keyOf(item));
            return Optional.empty();
        }
    }

    /** Returns a query of the rows of a kind, in the order of their sort keys. */
    static QueryRequest.Builder query(String kind, String projection, int limit) {
        return query(kind, RowFilter.NONE, projection, limit);
    }

    /** Returns a query of the rows of a kind that a filter selects, in the order of their sort keys. */
    static QueryRequest.Builder query(String kind, RowFilter filter, String projection, int limit) {
        Map<String, String> names = new HashMap<>(filter.names());
        names.put("#kind", TokenItem.KIND);
        Map<String, Attribute> values = new HashMap<>(filter.values());
        values.put(":kind", Attribute.fromS(kind));
        return QueryRequest.builder()
                .indexName(TokenIndexQuery.ALL)
                .keyConditionExpression("#kind = :kind")
                .filterExpression(filter.expression())
                .expressionAttributeNames(names)
                .expressionAttributeValues(SdkItems.toSdk(values))
                .projectionExpression(projection)
                .limit(filter.rowsToRead(limit));
    }
}
