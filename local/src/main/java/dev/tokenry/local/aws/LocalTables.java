package dev.tokenry.local.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateGlobalSecondaryIndexAction;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveSpecification;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Makes tables as a template describes them, or adopts those of an earlier run. */
final class LocalTables {

    private static final Duration FILLING = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(50);

    private final DynamoDbClient dynamoDb;

    LocalTables(DynamoDbClient dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    LocalAws.Physical create(String logicalId, Map<String, Object> properties) {
        TableProperties wanted = TableProperties.of("tokenry-" + logicalId, properties);
        find(wanted.name())
                .ifPresentOrElse(existing -> adopt(existing, wanted), () -> dynamoDb.createTable(wanted.table()));
        TableDescription table = describe(wanted.name());
        wanted.timeToLive().ifPresent(timeToLive -> apply(wanted.name(), timeToLive));
        return physical(table);
    }

    private static LocalAws.Physical physical(TableDescription table) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put("Arn", LocalAws.arn("dynamodb", "table/" + table.tableName()));
        if (table.latestStreamArn() != null) {
            attributes.put("StreamArn", table.latestStreamArn());
        }
        return new LocalAws.Physical(table.tableName(), attributes);
    }

    private void adopt(TableDescription existing, TableProperties wanted) {
        TableShape shape = TableShape.of(wanted.table());
        if (!shape.canGrowFrom(TableShape.of(existing))) {
            throw new LocalAwsException(
                    "The table " + existing.tableName()
                            + " of an earlier run has other keys or indexes than the template. Run with --fresh to start anew.");
        }
        var present = TableShape.of(existing).globalIndexes().keySet();
        wanted.table().globalSecondaryIndexes().stream()
                .filter(index -> !present.contains(index.indexName()))
                .forEach(index -> add(wanted, index));
    }

    /** One at a time, since a request may add no more. */
    private void add(TableProperties wanted, GlobalSecondaryIndex index) {
        CreateGlobalSecondaryIndexAction create = CreateGlobalSecondaryIndexAction.builder()
                .indexName(index.indexName())
                .keySchema(index.keySchema())
                .projection(index.projection())
                .provisionedThroughput(index.provisionedThroughput())
                .build();
        dynamoDb.updateTable(request -> request.tableName(wanted.name())
                .attributeDefinitions(wanted.table().attributeDefinitions())
                .globalSecondaryIndexUpdates(
                        GlobalSecondaryIndexUpdate.builder().create(create).build()));
        awaitIndexes(wanted.name());
    }

    private void awaitIndexes(String table) {
        Instant deadline = Instant.now().plus(FILLING);
        while (!describe(table).globalSecondaryIndexes().stream()
                .allMatch(index -> index.indexStatus() == IndexStatus.ACTIVE)) {
            if (Instant.now().isAfter(deadline)) {
                throw new LocalAwsException("A new index of the table " + table + " is not ready after " + FILLING);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Setting what is already set is an error, here as on AWS. */
    private void apply(String table, TimeToLiveSpecification wanted) {
        TimeToLiveDescription present =
                dynamoDb.describeTimeToLive(request -> request.tableName(table)).timeToLiveDescription();
        boolean isOn = present.timeToLiveStatus() == TimeToLiveStatus.ENABLED;
        if (isOn != Boolean.TRUE.equals(wanted.enabled())) {
            dynamoDb.updateTimeToLive(request -> request.tableName(table).timeToLiveSpecification(wanted));
        }
    }

    private Optional<TableDescription> find(String table) {
        try {
            return Optional.of(describe(table));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private TableDescription describe(String table) {
        return dynamoDb.describeTable(request -> request.tableName(table)).table();
    }
}
