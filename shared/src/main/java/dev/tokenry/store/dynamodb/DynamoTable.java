package dev.tokenry.store.dynamodb;

import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.store.WriteResult;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The calls that the stores make of DynamoDB. Reads are strongly consistent, writes have a condition, and each write
 * leaves a nonce: when its answer is lost and the client repeats it, the condition fails on the write's own work, and
 * the nonce tells that from somebody else's. Where the last writer wins, there is neither: a repetition is harmless.
 */
final class DynamoTable {

    static final String KEY = "pk";
    static final String NONCE = "nonce";

    private static final int NONCE_BYTES = 12;
    private static final int MAX_KEYS_PER_BATCH = 100;
    private static final int MAX_ATTEMPTS = 5;
    private static final long BACKOFF_MILLIS = 10;

    /** What must be true of an item for a write to happen; its placeholders do not clash with attribute names. */
    record WriteCondition(String expression, Map<String, String> names, Map<String, AttributeValue> values) {}

    /**
     * The outcome of a conditional write.
     *
     * @param applied whether the condition was met and the write done
     * @param item the item as it is stored now; without attributes if there is none
     */
    record ConditionalWrite(boolean applied, Map<String, AttributeValue> item) {

        /** Returns the outcome as a store reports it; {@code fromItem} returns empty for a deleted value. */
        <T> WriteResult<T> toResult(Function<Map<String, AttributeValue>, Optional<T>> fromItem) {
            Optional<T> stored = item.isEmpty() ? Optional.empty() : fromItem.apply(item);
            return stored.<WriteResult<T>>map(
                            value -> applied ? new WriteResult.Written<>(value) : new WriteResult.VersionConflict<>(value))
                    .orElseGet(WriteResult.NotFound::new);
        }
    }

    private final DynamoDbClient dynamo;
    private final String name;
    private final RandomGenerator random;

    DynamoTable(DynamoDbClient dynamo, String name, RandomGenerator random) {
        this.dynamo = dynamo;
        this.name = name;
        this.random = random;
    }

    Optional<Map<String, AttributeValue>> getItem(String key) {
        GetItemResponse response = call(() -> dynamo.getItem(
                request -> request.tableName(name).key(key(key)).consistentRead(true)));
        return response.hasItem() ? Optional.of(response.item()) : Optional.empty();
    }

    /** Those items that are there, in no order. */
    List<Map<String, AttributeValue>> batchGet(List<String> keys) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += MAX_KEYS_PER_BATCH) {
            List<String> chunk = keys.subList(from, Math.min(from + MAX_KEYS_PER_BATCH, keys.size()));
            items.addAll(batchGetAll(keysRequest(chunk).consistentRead(true)));
        }
        return items;
    }

    /** These attributes of those items that are there, in no order; at half the price, and as they were moments ago. */
    List<Map<String, AttributeValue>> batchGetProjection(List<String> keys, String attributes) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += MAX_KEYS_PER_BATCH) {
            List<String> chunk = keys.subList(from, Math.min(from + MAX_KEYS_PER_BATCH, keys.size()));
            items.addAll(batchGetAll(keysRequest(chunk).projectionExpression(attributes)));
        }
        return items;
    }

    QueryResponse query(QueryRequest.Builder query) {
        QueryRequest request = query.tableName(name).build();
        return call(() -> dynamo.query(request));
    }

    /** Adds an item where there is none. */
    ConditionalWrite putIfAbsent(String key, ItemBuilder attributes) {
        String nonce = nonce();
        Map<String, AttributeValue> item =
                new LinkedHashMap<>(attributes.string(NONCE, nonce).item());
        item.put(KEY, AttributeValue.fromS(key));
        return write(nonce, () -> {
            dynamo.putItem(request -> request.tableName(name)
                    .item(item)
                    .conditionExpression("attribute_not_exists(#key)")
                    .expressionAttributeNames(Map.of("#key", KEY))
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return item;
        });
    }

    /** Writes an item in the place of whatever is there. */
    void put(String key, ItemBuilder attributes) {
        Map<String, AttributeValue> item = new LinkedHashMap<>(attributes.item());
        item.put(KEY, AttributeValue.fromS(key));
        call(() -> dynamo.putItem(request -> request.tableName(name).item(item)));
    }

    /** Changes an item of which the condition is true. */
    ConditionalWrite update(String key, ItemBuilder attributes, WriteCondition condition) {
        String nonce = nonce();
        attributes.string(NONCE, nonce);
        Map<String, String> names = attributes.expressionAttributeNames();
        names.putAll(condition.names());
        Map<String, AttributeValue> values = attributes.expressionAttributeValues();
        values.putAll(condition.values());
        return write(
                nonce,
                () -> dynamo.updateItem(request -> request.tableName(name)
                                .key(key(key))
                                .updateExpression(attributes.updateExpression())
                                .conditionExpression(condition.expression())
                                .expressionAttributeNames(names)
                                .expressionAttributeValues(values)
                                .returnValues(ReturnValue.ALL_NEW)
                                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                        .attributes());
    }

    /** Deletes whatever is there. */
    void delete(String key) {
        call(() -> dynamo.deleteItem(request -> request.tableName(name).key(key(key))));
    }

    /**
     * Deletes an item of which the condition is true. There is nothing left to find a nonce in: the condition has to be
     * true of no item as well, or a repetition would fail on its own work.
     */
    ConditionalWrite delete(String key, WriteCondition condition) {
        try {
            call(() -> dynamo.deleteItem(request -> request.tableName(name)
                    .key(key(key))
                    .conditionExpression(condition.expression())
                    .expressionAttributeNames(condition.names())
                    .expressionAttributeValues(condition.values())
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)));
            return new ConditionalWrite(true, Map.of());
        } catch (ConditionalCheckFailedException e) {
            return new ConditionalWrite(false, e.item());
        }
    }

    /**
     * Changes an item of which the condition is true, and leaves the nonce of the write before, which may have to know
     * itself again; false when the condition is not true, which may be this change's own doing when it was repeated.
     */
    boolean updateIdempotent(String key, ItemBuilder attributes, WriteCondition condition) {
        Map<String, String> names = attributes.expressionAttributeNames();
        names.putAll(condition.names());
        Map<String, AttributeValue> values = attributes.expressionAttributeValues();
        values.putAll(condition.values());
        try {
            call(() -> dynamo.updateItem(request -> request.tableName(name)
                    .key(key(key))
                    .updateExpression(attributes.updateExpression())
                    .conditionExpression(condition.expression())
                    .expressionAttributeNames(names)
                    .expressionAttributeValues(values)));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    /** Writes of several items that happen all together or not at all. */
    DynamoTransaction transaction() {
        return new DynamoTransaction(dynamo, name, nonce());
    }

    private static ConditionalWrite write(String nonce, Supplier<Map<String, AttributeValue>> operation) {
        try {
            return new ConditionalWrite(true, call(operation));
        } catch (ConditionalCheckFailedException e) {
            boolean wasThisWrite = AttributeValue.fromS(nonce).equals(e.item().get(NONCE));
            return new ConditionalWrite(wasThisWrite, e.item());
        }
    }

    private static KeysAndAttributes.Builder keysRequest(List<String> keys) {
        return KeysAndAttributes.builder()
                .keys(keys.stream().map(DynamoTable::key).toList());
    }

    private List<Map<String, AttributeValue>> batchGetAll(KeysAndAttributes.Builder batch) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        Map<String, KeysAndAttributes> unprocessedKeys = Map.of(name, batch.build());
        for (int attempt = 1; !unprocessedKeys.isEmpty(); attempt++) {
            backOff(attempt);
            Map<String, KeysAndAttributes> requestedKeys = unprocessedKeys;
            BatchGetItemResponse response = call(() -> dynamo.batchGetItem(request -> request.requestItems(requestedKeys)));
            items.addAll(response.responses().getOrDefault(name, List.of()));
            unprocessedKeys = response.unprocessedKeys();
        }
        return items;
    }

    /** DynamoDB leaves keys of a batch unread when it is short of capacity: asking on at once would make it worse. */
    private static void backOff(int attempt) {
        if (attempt > MAX_ATTEMPTS) {
            throw new ServiceUnavailableException("DynamoDB leaves a part of the items unread");
        }
        try {
            Thread.sleep(attempt == 1 ? 0 : BACKOFF_MILLIS << attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailableException("Interrupted while DynamoDB left a part of the items unread", e);
        }
    }

    static <T> T call(Supplier<T> operation) {
        try {
            return operation.get();
        } catch (ConditionalCheckFailedException | TransactionCanceledException e) {
            throw e;
        } catch (SdkException e) {
            throw new ServiceUnavailableException("DynamoDB does not answer", e);
        }
    }

    /** The key of an item that DynamoDB found by it. */
    static String keyOf(Map<String, AttributeValue> item) {
        return new ItemReader("in the table", item).string(KEY);
    }

    static Map<String, AttributeValue> key(String key) {
        return Map.of(KEY, AttributeValue.fromS(key));
    }

    private String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
