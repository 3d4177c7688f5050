package dev.tokenry.store.dynamodb;

import dev.tokenry.store.CreationSortKey;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenSummary;

import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Lists of tokens in DynamoDB: rows and counts from its indexes, the rest from the table. */
public final class DynamoTokenQueryStore implements TokenQueryStore {

    /** More would take longer to read than an attempt of the client may last. */
    private static final int MAX_ITEMS_PER_QUERY = 1_000;

    private final DynamoTable table;

    public DynamoTokenQueryStore(DynamoDbClient dynamo, String table, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public List<TokenSummary> listSummaries(TokenFilter filter, @Nullable CreationSortKey after, int limit) {
        TokenIndexQuery index = TokenIndexQuery.of(filter);
        List<TokenSummary> summaries = new ArrayList<>();
        Map<String, AttributeValue> lastEvaluatedKey = Map.of();
        while (summaries.size() < limit) {
            int remaining = limit - summaries.size();
            QueryResponse page = query(index.query(after, Math.min(remaining, MAX_ITEMS_PER_QUERY)), lastEvaluatedKey);
            page.items().stream().limit(remaining).map(TokenItem::summaryFromItem).forEach(summaries::add);
            lastEvaluatedKey = page.lastEvaluatedKey();
            if (lastEvaluatedKey.isEmpty()) {
                break;
            }
        }
        return summaries;
    }

    @Override
    public int count(TokenFilter filter, int limit) {
        TokenIndexQuery index = TokenIndexQuery.of(filter);
        int count = 0;
        Map<String, AttributeValue> lastEvaluatedKey = Map.of();
        while (count < limit) {
            QueryResponse page = query(index.query(null, limit - count).select(Select.COUNT), lastEvaluatedKey);
            count += page.count();
            lastEvaluatedKey = page.lastEvaluatedKey();
            if (lastEvaluatedKey.isEmpty()) {
                break;
            }
        }
        return Math.min(count, limit);
    }

    @Override
    public Map<TokenId, Instant> findLastUses(List<TokenId> ids) {
        Map<TokenId, Instant> lastUses = new HashMap<>();
        List<String> keys = ids.stream().map(TokenId::value).toList();
        for (Map<String, AttributeValue> item : table.batchGetProjection(keys, TokenItem.LAST_USE_PROJECTION)) {
            TokenId id = TokenId.parse(DynamoTable.keyOf(item)).orElseThrow();
            TokenItem.lastUseFromItem(item).ifPresent(at -> lastUses.put(id, at));
        }
        return lastUses;
    }

    @Override
    public List<Token> findAll(List<TokenId> ids) {
        Map<String, Map<String, AttributeValue>> items =
                table.batchGet(ids.stream().map(TokenId::value).toList()).stream()
                        .collect(Collectors.toMap(DynamoTable::keyOf, Function.identity()));
        return ids.stream()
                .flatMap(id ->
                        Optional.ofNullable(items.get(id.value())).flatMap(item -> TokenItem.fromItem(id, item)).stream())
                .toList();
    }

    private QueryResponse query(QueryRequest.Builder query, Map<String, AttributeValue> lastEvaluatedKey) {
        return table.query(lastEvaluatedKey.isEmpty() ? query : query.exclusiveStartKey(lastEvaluatedKey));
    }
}
