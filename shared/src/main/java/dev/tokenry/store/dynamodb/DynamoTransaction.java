package dev.tokenry.store.dynamodb;

import dev.tokenry.aws.Backoff;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.ChangeStamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * An atomic write of several items. All items store the same nonce, so the first item tells whether a transaction whose
 * response was lost was committed.
 */
final class DynamoTransaction {

    private static final ResolvedWrite WRITE = new ResolvedWrite(5, new Backoff(15));

    private static final String CONDITION_FAILED = "ConditionalCheckFailed";
    private static final String CONFLICT = "TransactionConflict";
    private static final Set<String> EXPECTED_CODES = Set.of("None", CONDITION_FAILED, CONFLICT);

    /** The outcome of a transaction. */
    sealed interface TransactionResult {

        /** All items were written. */
        record Committed() implements TransactionResult {}

        /**
         * Nothing was written; {@code items} are the stored items that failed their condition, by key; empty if there
         * is none.
         */
        record ConditionFailed(Map<String, Map<String, Attribute>> items) implements TransactionResult {}

        /** Nothing was written because concurrent writes of the same items persisted. */
        record Contended() implements TransactionResult {

            ApiException toException() {
                return new ApiException.ConflictException(
                        ErrorReason.CONCURRENT_CHANGE,
                        "Conflict with concurrent requests. No changes were made; retry the request.");
            }
        }
    }

    private final DynamoTable items;
    private final DynamoDbClient dynamo;
    private final String table;
    private final String nonce;
    private final ChangeStamp stamp;
    private int attempts;
    private final List<String> keys = new ArrayList<>();
    private final List<TransactWriteItem> writes = new ArrayList<>();

    DynamoTransaction(DynamoTable items, DynamoDbClient dynamo, String table, String nonce, ChangeStamp stamp) {
        this.items = items;
        this.dynamo = dynamo;
        this.table = table;
        this.nonce = nonce;
        this.stamp = stamp;
    }

    /** Adds the insertion of an item; its condition is that no item has this key. */
    void putIfAbsent(String key, ItemBuilder attributes) {
        put(key, attributes, WriteCondition.ABSENT);
    }

    /** Adds the insertion or replacement of an item; the condition also applies if there is no item. */
    void put(String key, ItemBuilder attributes, WriteCondition condition) {
        Map<String, Attribute> item = new LinkedHashMap<>(
                attributes.string(DynamoTable.NONCE, nonce).lastChange(stamp).item());
        item.putAll(DynamoTable.key(key));
        Put.Builder put = Put.builder()
                .tableName(table)
                .item(SdkItems.toSdk(item))
                .conditionExpression(condition.expression())
                .expressionAttributeNames(condition.names())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        if (!condition.values().isEmpty()) {
            put.expressionAttributeValues(SdkItems.toSdk(condition.values()));
        }
        add(key, TransactWriteItem.builder().put(put.build()).build());
    }

    /** Adds the update of an item; creates the item if there is none and the condition allows that. */
    void update(String key, ItemBuilder attributes, WriteCondition condition) {
        ConditionalUpdate conditional =
                attributes.string(DynamoTable.NONCE, nonce).lastChange(stamp).update(condition);
        Update update = Update.builder()
                .tableName(table)
                .key(SdkItems.toSdk(DynamoTable.key(key)))
                .updateExpression(conditional.updateExpression())
                .conditionExpression(conditional.conditionExpression())
                .expressionAttributeNames(conditional.names())
                .expressionAttributeValues(SdkItems.toSdk(conditional.values()))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        add(key, TransactWriteItem.builder().update(update).build());
    }

    private void add(String key, TransactWriteItem write) {
        keys.add(key);
        writes.add(write);
    }

    /** Writes all items; retries a limited number of times if concurrent writes conflict or responses are lost. */
    TransactionResult commit() {
        return WRITE.run(this::attempt, this::findCommitted).orElseGet(TransactionResult.Contended::new);
    }

    private Optional<TransactionResult> attempt() {
        attempts++;
        // Each attempt has its own request token: DynamoDB could return the result of the canceled attempt again.
        TransactWriteItemsRequest request = TransactWriteItemsRequest.builder()
                .transactItems(writes)
                .clientRequestToken(nonce + "-" + attempts)
                .overrideConfiguration(ResolvedWrite.SINGLE_ATTEMPT)
                .build();
        try {
            DynamoTable.DYNAMODB.call(dynamo::transactWriteItems, request);
            return Optional.of(new TransactionResult.Committed());
        } catch (TransactionCanceledException e) {
            // With a conflict on one item, the reasons reported for the other items may be incomplete.
            return cancellationCodes(e).contains(CONFLICT) ? Optional.empty() : Optional.of(resultOf(e));
        }
    }

    private Optional<TransactionResult> findCommitted() {
        return items.getItem(keys.getFirst())
                .filter(item -> Nonces.contain(nonce, item))
                .map(_ -> new TransactionResult.Committed());
    }

    private TransactionResult resultOf(TransactionCanceledException e) {
        Map<String, Map<String, Attribute>> failed = new LinkedHashMap<>();
        List<CancellationReason> reasons = e.cancellationReasons();
        for (int i = 0; i < reasons.size(); i++) {
            if (CONDITION_FAILED.equals(reasons.get(i).code())) {
                failed.put(keys.get(i), SdkItems.fromSdk(reasons.get(i).item()));
            }
        }
        return failed.values().stream().anyMatch(item -> Nonces.contain(nonce, item))
                ? new TransactionResult.Committed()
                : new TransactionResult.ConditionFailed(failed);
    }

    private static Set<String> cancellationCodes(TransactionCanceledException e) {
        Set<String> codes = e.cancellationReasons().stream()
                .map(reason -> String.valueOf(reason.code()))
                .collect(Collectors.toSet());
        if (!EXPECTED_CODES.containsAll(codes) || Set.of("None").containsAll(codes)) {
            throw new ServiceUnavailableException("DynamoDB canceled a transaction for an unexpected reason", e);
        }
        return codes;
    }
}
