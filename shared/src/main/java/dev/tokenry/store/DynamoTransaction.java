package dev.tokenry.store;

import dev.tokenry.store.DynamoTable.Condition;
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

    private static final int TRIES = 5;
    private static final long PAUSE_MILLIS = 15;

    private static final String CONDITION_NOT_MET = "ConditionalCheckFailed";
    private static final String CONFLICT = "TransactionConflict";
    private static final Set<String> EXPECTED = Set.of("None", CONDITION_NOT_MET, CONFLICT);

    /** How a transaction ended. */
    sealed interface Outcome {

        /** All of it happened. */
        record Done() implements Outcome {}

        /** Nothing happened; the items whose conditions were not met, by their keys, empty where there is no item. */
        record Refused(Map<String, Map<String, AttributeValue>> items) implements Outcome {}

        /** Nothing happened: others kept on writing the same items. */
        record Busy() implements Outcome {

            ApiException problem() {
                return new ApiException.ConflictException(
                        "Other requests are writing the same at this moment. Nothing was changed; try again.");
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
    void insert(String key, Attributes attributes) {
        put(key, attributes, new Condition("attribute_not_exists(#key)", Map.of("#key", DynamoTable.KEY), Map.of()));
    }

    /** Puts an item in the place of one, or of none, of which the condition is true. */
    void put(String key, Attributes attributes, Condition condition) {
        Map<String, AttributeValue> item =
                new LinkedHashMap<>(attributes.text(DynamoTable.NONCE, nonce).asItem());
        item.putAll(DynamoTable.keyOf(key));
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
    void update(String key, Attributes attributes, Condition condition) {
        attributes.text(DynamoTable.NONCE, nonce);
        Map<String, String> names = attributes.updateNames();
        names.putAll(condition.names());
        Map<String, AttributeValue> values = attributes.updateValues();
        values.putAll(condition.values());
        Update update = Update.builder()
                .tableName(table)
                .key(DynamoTable.keyOf(key))
                .updateExpression(attributes.asUpdate())
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

    Outcome commit() {
        for (int i = 0; i < TRIES; i++) {
            // Another name for each try: one that was cancelled is over, and its answer could be repeated to us.
            String clientToken = nonce + "-" + i;
            pauseBefore(i);
            try {
                DynamoTable.answer(() -> dynamo.transactWriteItems(
                        request -> request.transactItems(writes).clientRequestToken(clientToken)));
                return new Outcome.Done();
            } catch (TransactionCanceledException e) {
                // While others are writing one of the items, what is said of the rest may be half of the truth.
                if (!codes(e).contains(CONFLICT)) {
                    return settled(e);
                }
            }
        }
        return new Outcome.Busy();
    }

    private Outcome settled(TransactionCanceledException e) {
        Map<String, Map<String, AttributeValue>> items = new LinkedHashMap<>();
        List<CancellationReason> reasons = e.cancellationReasons();
        for (int i = 0; i < reasons.size(); i++) {
            if (CONDITION_NOT_MET.equals(reasons.get(i).code())) {
                items.put(keys.get(i), reasons.get(i).item());
            }
        }
        AttributeValue own = AttributeValue.fromS(nonce);
        return items.values().stream().anyMatch(item -> own.equals(item.get(DynamoTable.NONCE)))
                ? new Outcome.Done()
                : new Outcome.Refused(items);
    }

    private static Set<String> codes(TransactionCanceledException e) {
        Set<String> codes = e.cancellationReasons().stream()
                .map(reason -> String.valueOf(reason.code()))
                .collect(Collectors.toSet());
        if (!EXPECTED.containsAll(codes) || Set.of("None").containsAll(codes)) {
            throw new ServiceUnavailableException("DynamoDB cancels a transaction", e);
        }
        return codes;
    }

    private static void pauseBefore(int call) {
        try {
            Thread.sleep(call == 0 ? 0 : PAUSE_MILLIS << call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailableException("Interrupted between two tries of a transaction", e);
        }
    }
}
