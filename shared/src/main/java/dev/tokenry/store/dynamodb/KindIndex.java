package dev.tokenry.store.dynamodb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Lists the items of a kind of which there are few, without pages. */
final class KindIndex {

    /** More than any of these kinds permits. */
    private static final int MAX_ITEMS = 10_000;

    private KindIndex() {}

    /**
     * Returns the items of a kind, by their sort keys. The index is eventually consistent; the items are read from the
     * table.
     */
    static List<Map<String, AttributeValue>> listItems(DynamoTable table, String kind) {
        List<String> keys = table.queries()
                .queryRows(MAX_ITEMS, limit -> query(kind, limit), item -> Optional.of(DynamoTable.keyOf(item)));
        Map<String, Map<String, AttributeValue>> items = table.batchGet(keys, null);
        return keys.stream()
                .flatMap(key -> Optional.ofNullable(items.get(key)).stream())
                .toList();
    }

    private static QueryRequest.Builder query(String kind, int limit) {
        return QueryRequest.builder()
                .indexName(TokenIndexQuery.ALL)
                .keyConditionExpression("#kind = :kind")
                .expressionAttributeNames(Map.of("#kind", TokenItem.KIND))
                .expressionAttributeValues(Map.of(":kind", AttributeValue.fromS(kind)))
                .projectionExpression(DynamoTable.KEY)
                .limit(limit);
    }
}
