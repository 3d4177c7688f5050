package dev.tokenry.store.dynamodb;

import dev.tokenry.audit.OutgoingEvent;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.store.AuditEventQuery;
import dev.tokenry.store.AuditEventStore;
import dev.tokenry.store.IndexPosition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * Keeps audit events in a table of their own in DynamoDB. It only adds items: an event that is there stays as it is,
 * which also makes it harmless to add it again.
 */
public final class DynamoAuditEventStore implements AuditEventStore {

    /** Two events of a target can be added in any order: their times are in their keys. */
    private static final int MAX_PARALLEL_WRITES = 8;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Duration retention;
    private final InstantSource clock;

    /** @param retention how long events are kept */
    public DynamoAuditEventStore(DynamoDbClient dynamo, String table, Duration retention, InstantSource clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public int take(List<OutgoingEvent> events, BooleanSupplier hasTime) {
        AtomicBoolean failed = new AtomicBoolean();
        List<Boolean> stored = events.stream()
                .gather(Gatherers.mapConcurrent(MAX_PARALLEL_WRITES, event -> {
                    // What follows a failure comes again in any case.
                    boolean inserted = !failed.get() && hasTime.getAsBoolean() && insert(event);
                    failed.compareAndSet(false, !inserted);
                    return inserted;
                }))
                .toList();
        int firstMissing = stored.indexOf(false);
        return firstMissing < 0 ? events.size() : firstMissing;
    }

    /** Returns whether the table has the event now; false if that is not known. */
    private boolean insert(OutgoingEvent event) {
        PutItemRequest request = PutItemRequest.builder()
                .tableName(table)
                .item(SdkItems.toSdk(AuditEventItem.of(event, retention)))
                .conditionExpression(WriteCondition.ABSENT.expression())
                .expressionAttributeNames(WriteCondition.ABSENT.names())
                .build();
        try {
            DynamoTable.DYNAMODB.call(dynamo::putItem, request);
            return true;
        } catch (ConditionalCheckFailedException e) {
            return true;
        } catch (ServiceUnavailableException e) {
            return false;
        }
    }

    @Override
    public AuditEventPage find(AuditEventQuery query, @Nullable IndexPosition after, int limit) {
        Instant now = clock.instant();
        return new AuditEventSearch(dynamo, table, query, now.minus(retention), now).run(after, limit);
    }
}
