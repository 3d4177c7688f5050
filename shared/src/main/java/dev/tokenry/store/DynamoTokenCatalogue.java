package dev.tokenry.store;

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
public final class DynamoTokenCatalogue implements TokenCatalogue {

    /** More would take longer to read than an attempt of the client may last. */
    private static final int MOST_ROWS_PER_CALL = 1_000;

    private final DynamoTable table;

    public DynamoTokenCatalogue(DynamoDbClient dynamo, String table, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public List<TokenRow> rows(TokenRange range, @Nullable CreatedKey after, int limit) {
        TokenIndex index = TokenIndex.of(range);
        List<TokenRow> rows = new ArrayList<>();
        Map<String, AttributeValue> readUpTo = Map.of();
        while (rows.size() < limit) {
            int wanted = limit - rows.size();
            QueryResponse some = query(index.query(after, Math.min(wanted, MOST_ROWS_PER_CALL)), readUpTo);
            some.items().stream().limit(wanted).map(TokenItem::readRow).forEach(rows::add);
            readUpTo = some.lastEvaluatedKey();
            if (readUpTo.isEmpty()) {
                break;
            }
        }
        return rows;
    }

    @Override
    public int count(TokenRange range, int most) {
        TokenIndex index = TokenIndex.of(range);
        int count = 0;
        Map<String, AttributeValue> readUpTo = Map.of();
        while (count < most) {
            QueryResponse some = query(index.query(null, most - count).select(Select.COUNT), readUpTo);
            count += some.count();
            readUpTo = some.lastEvaluatedKey();
            if (readUpTo.isEmpty()) {
                break;
            }
        }
        return Math.min(count, most);
    }

    @Override
    public Map<TokenId, Instant> lastUses(List<TokenId> ids) {
        Map<TokenId, Instant> lastUses = new HashMap<>();
        List<String> keys = ids.stream().map(TokenId::value).toList();
        for (Map<String, AttributeValue> part : table.findParts(keys, TokenItem.LAST_USE_ALONE)) {
            TokenId id = TokenId.parse(DynamoTable.keyIn(part)).orElseThrow();
            TokenItem.readLastUse(part).ifPresent(at -> lastUses.put(id, at));
        }
        return lastUses;
    }

    @Override
    public List<Token> tokens(List<TokenId> ids) {
        Map<String, Map<String, AttributeValue>> items =
                table.findAll(ids.stream().map(TokenId::value).toList()).stream()
                        .collect(Collectors.toMap(DynamoTable::keyIn, Function.identity()));
        return ids.stream()
                .flatMap(id ->
                        Optional.ofNullable(items.get(id.value())).flatMap(item -> TokenItem.read(id, item)).stream())
                .toList();
    }

    private QueryResponse query(QueryRequest.Builder query, Map<String, AttributeValue> readUpTo) {
        return table.query(readUpTo.isEmpty() ? query : query.exclusiveStartKey(readUpTo));
    }
}
