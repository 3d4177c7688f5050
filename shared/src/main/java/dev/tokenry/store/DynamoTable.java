package dev.tokenry.store;

import dev.tokenry.error.ServiceUnavailableException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final int KEYS_PER_CALL = 100;
    private static final int CALLS_PER_BATCH = 5;
    private static final long PAUSE_MILLIS = 10;

    /** What must be true of an item for a write to happen; its placeholders do not clash with attribute names. */
    record Condition(String expression, Map<String, String> names, Map<String, AttributeValue> values) {}

    /** How a write ended, and the item as it is now; without attributes when there is none. */
    record Written(boolean done, Map<String, AttributeValue> item) {}

    private final DynamoDbClient dynamo;
    private final String name;
    private final RandomGenerator random;

    DynamoTable(DynamoDbClient dynamo, String name, RandomGenerator random) {
        this.dynamo = dynamo;
        this.name = name;
        this.random = random;
    }

    Optional<Map<String, AttributeValue>> find(String key) {
        GetItemResponse answer = answer(() -> dynamo.getItem(
                request -> request.tableName(name).key(keyOf(key)).consistentRead(true)));
        return answer.hasItem() ? Optional.of(answer.item()) : Optional.empty();
    }

    /** Those items that are there, in no order. */
    List<Map<String, AttributeValue>> findAll(List<String> keys) {
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += KEYS_PER_CALL) {
            List<String> some = keys.subList(from, Math.min(from + KEYS_PER_CALL, keys.size()));
            found.addAll(findBatch(wanted(some).consistentRead(true)));
        }
        return found;
    }

    /** These attributes of those items that are there, in no order; at half the price, and as they were moments ago. */
    List<Map<String, AttributeValue>> findParts(List<String> keys, String attributes) {
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += KEYS_PER_CALL) {
            List<String> some = keys.subList(from, Math.min(from + KEYS_PER_CALL, keys.size()));
            found.addAll(findBatch(wanted(some).projectionExpression(attributes)));
        }
        return found;
    }

    QueryResponse query(QueryRequest.Builder query) {
        QueryRequest request = query.tableName(name).build();
        return answer(() -> dynamo.query(request));
    }

    /** Adds an item where there is none. */
    Written insert(String key, Attributes attributes) {
        String nonce = nonce();
        Map<String, AttributeValue> item =
                new LinkedHashMap<>(attributes.text(NONCE, nonce).asItem());
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
    void put(String key, Attributes attributes) {
        Map<String, AttributeValue> item = new LinkedHashMap<>(attributes.asItem());
        item.put(KEY, AttributeValue.fromS(key));
        answer(() -> dynamo.putItem(request -> request.tableName(name).item(item)));
    }

    /** Changes an item of which the condition is true. */
    Written update(String key, Attributes attributes, Condition condition) {
        String nonce = nonce();
        attributes.text(NONCE, nonce);
        Map<String, String> names = attributes.updateNames();
        names.putAll(condition.names());
        Map<String, AttributeValue> values = attributes.updateValues();
        values.putAll(condition.values());
        return write(
                nonce,
                () -> dynamo.updateItem(request -> request.tableName(name)
                                .key(keyOf(key))
                                .updateExpression(attributes.asUpdate())
                                .conditionExpression(condition.expression())
                                .expressionAttributeNames(names)
                                .expressionAttributeValues(values)
                                .returnValues(ReturnValue.ALL_NEW)
                                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                        .attributes());
    }

    /** Deletes whatever is there. */
    void delete(String key) {
        answer(() -> dynamo.deleteItem(request -> request.tableName(name).key(keyOf(key))));
    }

    /**
     * Deletes an item of which the condition is true. There is nothing left to find a nonce in: the condition has to be
     * true of no item as well, or a repetition would fail on its own work.
     */
    Written delete(String key, Condition condition) {
        try {
            answer(() -> dynamo.deleteItem(request -> request.tableName(name)
                    .key(keyOf(key))
                    .conditionExpression(condition.expression())
                    .expressionAttributeNames(condition.names())
                    .expressionAttributeValues(condition.values())
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)));
            return new Written(true, Map.of());
        } catch (ConditionalCheckFailedException e) {
            return new Written(false, e.item());
        }
    }

    /**
     * Changes an item of which the condition is true, and leaves the nonce of the write before, which may have to know
     * itself again; false when the condition is not true, which may be this change's own doing when it was repeated.
     */
    boolean updateWithoutNonce(String key, Attributes attributes, Condition condition) {
        Map<String, String> names = attributes.updateNames();
        names.putAll(condition.names());
        Map<String, AttributeValue> values = attributes.updateValues();
        values.putAll(condition.values());
        try {
            answer(() -> dynamo.updateItem(request -> request.tableName(name)
                    .key(keyOf(key))
                    .updateExpression(attributes.asUpdate())
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

    private static Written write(String nonce, Supplier<Map<String, AttributeValue>> call) {
        try {
            return new Written(true, answer(call));
        } catch (ConditionalCheckFailedException e) {
            boolean wasThisWrite = AttributeValue.fromS(nonce).equals(e.item().get(NONCE));
            return new Written(wasThisWrite, e.item());
        }
    }

    private static KeysAndAttributes.Builder wanted(List<String> keys) {
        return KeysAndAttributes.builder()
                .keys(keys.stream().map(DynamoTable::keyOf).toList());
    }

    private List<Map<String, AttributeValue>> findBatch(KeysAndAttributes.Builder batch) {
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        Map<String, KeysAndAttributes> wanted = Map.of(name, batch.build());
        for (int call = 1; !wanted.isEmpty(); call++) {
            pauseOrGiveUp(call);
            Map<String, KeysAndAttributes> request = wanted;
            BatchGetItemResponse answer = answer(() -> dynamo.batchGetItem(it -> it.requestItems(request)));
            found.addAll(answer.responses().getOrDefault(name, List.of()));
            wanted = answer.unprocessedKeys();
        }
        return found;
    }

    /** DynamoDB leaves keys of a batch unread when it is short of capacity: asking on at once would make it worse. */
    private static void pauseOrGiveUp(int call) {
        if (call > CALLS_PER_BATCH) {
            throw new ServiceUnavailableException("DynamoDB leaves a part of the items unread");
        }
        try {
            Thread.sleep(call == 1 ? 0 : PAUSE_MILLIS << call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailableException("Interrupted while DynamoDB left a part of the items unread", e);
        }
    }

    static <T> T answer(Supplier<T> call) {
        try {
            return call.get();
        } catch (ConditionalCheckFailedException | TransactionCanceledException e) {
            throw e;
        } catch (SdkException e) {
            throw new ServiceUnavailableException("DynamoDB does not answer", e);
        }
    }

    /** The key of an item that DynamoDB found by it. */
    static String keyIn(Map<String, AttributeValue> item) {
        return new ItemReader("in the table", item).text(KEY);
    }

    static Map<String, AttributeValue> keyOf(String key) {
        return Map.of(KEY, AttributeValue.fromS(key));
    }

    private String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
