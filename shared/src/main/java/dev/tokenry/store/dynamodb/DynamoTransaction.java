package dev.tokenry.store.dynamodb;

import dev.tokenry.error.ErrorReason;
import dev.tokenry.store.dynamodb.DynamoTable.WriteCondition;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ServiceUnavailableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Writes of several items that happen all together or not at all. They leave one nonce: by it DynamoDB knows the client's
 * repetition of a call whose answer was lost, and where it does not, the items tell.
 */
final class DynamoTransaction {

    private static final int MAX_ATTEMPTS = 5;
    private static final long BACKOFF_MILLIS = 15;

    private static final String CONDITION_FAILED = "ConditionalCheckFailed";
    private static final String CONFLICT = "TransactionConflict";
    private static final Set<String> EXPECTED_CODES = Set.of("None", CONDITION_FAILED, CONFLICT);

    /** How a transaction ended. */
    sealed interface TransactionResult {

        /** All of it happened. */
        record Committed() implements TransactionResult {}

        /** Nothing happened; the items whose conditions were not met, by their keys, empty where there is no item. */
        record ConditionFailed(Map<String, Map<String, AttributeValue>> items) implements TransactionResult {}

        /** Nothing happened: others kept on writing the same items. */
        record Contended() implements TransactionResult {

            ApiException toException() {
                return new ApiException.ConflictException(
                        ErrorReason.CONCURRENT_CHANGE,
                        "Conflict with concurrent requests. No changes were made; retry the request.");
            }
        }
    }

    private final DynamoDbClient dynamo;
    private final String table;
    private final String nonce;
    private final List<String> keys = new ArrayList<>();
    private final List<TransactWriteItem> writes = new ArrayList<>();

    DynamoTransaction(DynamoDbClient dynamo, String table, String nonce) {
        this.dynamo = dynamo;
        this.table = table;
        this.nonce = nonce;
    }

    /** Adds an item where there is none. */
    void putIfAbsent(String key, ItemBuilder attributes) {
        put(key, attributes, new WriteCondition("attribute_not_exists(#key)", Map.of("#key", DynamoTable.KEY), Map.of()));
    }

    /** Puts an item in the place of one, or of none, of which the condition is true. */
    void put(String key, ItemBuilder attributes, WriteCondition condition) {
        Map<String, AttributeValue> item =
                new LinkedHashMap<>(attributes.string(DynamoTable.NONCE, nonce).item());
        item.putAll(DynamoTable.key(key));
        Put.Builder put = Put.builder()
                .tableName(table)
                .item(item)
                .conditionExpression(condition.expression())
                .expressionAttributeNames(condition.names())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        if (!condition.values().isEmpty()) {
            put.expressionAttributeValues(condition.values());
        }
        add(key, TransactWriteItem.builder().put(put.build()).build());
    }

    /** Changes an item of which the condition is true; makes one where it is true of none. */
    void update(String key, ItemBuilder attributes, WriteCondition condition) {
        attributes.string(DynamoTable.NONCE, nonce);
        Map<String, String> names = attributes.expressionAttributeNames();
        names.putAll(condition.names());
        Map<String, AttributeValue> values = attributes.expressionAttributeValues();
        values.putAll(condition.values());
        Update update = Update.builder()
                .tableName(table)
                .key(DynamoTable.key(key))
                .updateExpression(attributes.updateExpression())
                .conditionExpression(condition.expression())
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        add(key, TransactWriteItem.builder().update(update).build());
    }

    private void add(String key, TransactWriteItem write) {
        keys.add(key);
        writes.add(write);
    }

    TransactionResult commit() {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            // Another name for each try: one that was cancelled is over, and its answer could be repeated to us.
            String clientToken = nonce + "-" + attempt;
            backOff(attempt);
            try {
                DynamoTable.call(() -> dynamo.transactWriteItems(
                        request -> request.transactItems(writes).clientRequestToken(clientToken)));
                return new TransactionResult.Committed();
            } catch (TransactionCanceledException e) {
                // While others are writing one of the items, what is said of the rest may be half of the truth.
                if (!cancellationCodes(e).contains(CONFLICT)) {
                    return resultOf(e);
                }
            }
        }
        return new TransactionResult.Contended();
    }

    private TransactionResult resultOf(TransactionCanceledException e) {
        Map<String, Map<String, AttributeValue>> items = new LinkedHashMap<>();
        List<CancellationReason> reasons = e.cancellationReasons();
        for (int i = 0; i < reasons.size(); i++) {
            if (CONDITION_FAILED.equals(reasons.get(i).code())) {
                items.put(keys.get(i), reasons.get(i).item());
            }
        }
        AttributeValue ownNonce = AttributeValue.fromS(nonce);
        return items.values().stream().anyMatch(item -> ownNonce.equals(item.get(DynamoTable.NONCE)))
                ? new TransactionResult.Committed()
                : new TransactionResult.ConditionFailed(items);
    }

    private static Set<String> cancellationCodes(TransactionCanceledException e) {
        Set<String> codes = e.cancellationReasons().stream()
                .map(reason -> String.valueOf(reason.code()))
                .collect(Collectors.toSet());
        if (!EXPECTED_CODES.containsAll(codes) || Set.of("None").containsAll(codes)) {
            throw new ServiceUnavailableException("DynamoDB cancels a transaction", e);
        }
        return codes;
    }

    private static void backOff(int attempt) {
        try {
            Thread.sleep(attempt == 0 ? 0 : BACKOFF_MILLIS << attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailableException("Interrupted between two tries of a transaction", e);
        }
    }
}
