package dev.tokenry.store.dynamodb;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Capacity;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Requests the consumed capacity of each DynamoDB call and adds it up. */
public final class ConsumedCapacityRecorder implements ExecutionInterceptor {

    /** Batches are read side by side. */
    private final List<ConsumedCapacity> consumed = new CopyOnWriteArrayList<>();

    /** The capacity units consumed on the table and on its indexes. */
    public record Units(double table, double indexes) {}

    public Units takeUnits() {
        Units units = new Units(
                sum(consumed.stream().map(ConsumedCapacity::table).toList()),
                sum(consumed.stream()
                        .flatMap(it -> it.globalSecondaryIndexes().values().stream())
                        .toList()));
        consumed.clear();
        return units;
    }

    private static double sum(List<Capacity> parts) {
        return parts.stream()
                .filter(Objects::nonNull)
                .mapToDouble(Capacity::capacityUnits)
                .sum();
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        ReturnConsumedCapacity level = ReturnConsumedCapacity.INDEXES;
        return switch (context.request()) {
            case GetItemRequest get ->
                get.toBuilder().returnConsumedCapacity(level).build();
            case BatchGetItemRequest get ->
                get.toBuilder().returnConsumedCapacity(level).build();
            case QueryRequest query ->
                query.toBuilder().returnConsumedCapacity(level).build();
            case PutItemRequest put ->
                put.toBuilder().returnConsumedCapacity(level).build();
            case UpdateItemRequest update ->
                update.toBuilder().returnConsumedCapacity(level).build();
            case DeleteItemRequest delete ->
                delete.toBuilder().returnConsumedCapacity(level).build();
            case TransactWriteItemsRequest write ->
                write.toBuilder().returnConsumedCapacity(level).build();
            case SdkRequest other -> throw new IllegalStateException("No capacity is recorded for " + other.getClass());
        };
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        switch (context.response()) {
            case GetItemResponse response -> consumed.add(response.consumedCapacity());
            case BatchGetItemResponse response -> consumed.addAll(response.consumedCapacity());
            case QueryResponse response -> consumed.add(response.consumedCapacity());
            case PutItemResponse response -> consumed.add(response.consumedCapacity());
            case UpdateItemResponse response -> consumed.add(response.consumedCapacity());
            case DeleteItemResponse response -> consumed.add(response.consumedCapacity());
            case TransactWriteItemsResponse response -> consumed.addAll(response.consumedCapacity());
            default -> throw new IllegalStateException("No capacity is recorded for this call");
        }
    }
}
