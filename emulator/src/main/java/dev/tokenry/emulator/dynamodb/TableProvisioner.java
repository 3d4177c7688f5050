package dev.tokenry.emulator.dynamodb;

import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.io.EmulatorException;
import dev.tokenry.emulator.io.PhysicalResource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateGlobalSecondaryIndexAction;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveSpecification;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Creates the tables that a template declares, or reuses those of an earlier run. */
final class TableProvisioner {

    private static final Duration INDEX_CREATION_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final DynamoDbClient dynamoDb;
    private final AwsAccount account;
    private final String namePrefix;
    private final String resetHint;

    TableProvisioner(DynamoDbClient dynamoDb, AwsAccount account, String namePrefix, String resetHint) {
        this.dynamoDb = dynamoDb;
        this.account = account;
        this.namePrefix = namePrefix;
        this.resetHint = resetHint;
    }

    PhysicalResource create(String logicalId, Map<String, Object> properties) {
        TableProperties desired = TableProperties.of(namePrefix + logicalId, properties);
        find(desired.name())
                .ifPresentOrElse(existing -> reuse(existing, desired), () -> dynamoDb.createTable(desired.table()));
        TableDescription table = describe(desired.name());
        desired.timeToLive().ifPresent(timeToLive -> applyTimeToLive(desired.name(), timeToLive));
        return toResource(table);
    }

    private PhysicalResource toResource(TableDescription table) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put("Arn", account.arn("dynamodb", "table/" + table.tableName()));
        if (table.latestStreamArn() != null) {
            attributes.put("StreamArn", table.latestStreamArn());
        }
        return new PhysicalResource(table.tableName(), attributes);
    }

    private void reuse(TableDescription existing, TableProperties desired) {
        TableSchema desiredSchema = TableSchema.of(desired.table());
        if (!desiredSchema.isCompatibleWith(TableSchema.of(existing))) {
            throw new EmulatorException("The table " + existing.tableName()
                    + " of an earlier run has other keys or indexes than the template. " + resetHint);
        }
        var currentIndexes = TableSchema.of(existing).globalIndexes().keySet();
        desired.table().globalSecondaryIndexes().stream()
                .filter(index -> !currentIndexes.contains(index.indexName()))
                .forEach(index -> addIndex(desired, index));
        applyStream(existing, desired.table().streamSpecification());
    }

    /** Another view type makes another stream, as in AWS. */
    private void applyStream(TableDescription existing, @Nullable StreamSpecification desired) {
        StreamSpecification current = existing.streamSpecification();
        if (Objects.equals(current, desired)) {
            return;
        }
        if (current != null) {
            dynamoDb.updateTable(request ->
                    request.tableName(existing.tableName()).streamSpecification(it -> it.streamEnabled(false)));
        }
        if (desired != null) {
            dynamoDb.updateTable(
                    request -> request.tableName(existing.tableName()).streamSpecification(desired));
        }
    }

    /** An update request can add only one index. */
    private void addIndex(TableProperties desired, GlobalSecondaryIndex index) {
        CreateGlobalSecondaryIndexAction create = CreateGlobalSecondaryIndexAction.builder()
                .indexName(index.indexName())
                .keySchema(index.keySchema())
                .projection(index.projection())
                .provisionedThroughput(index.provisionedThroughput())
                .build();
        dynamoDb.updateTable(request -> request.tableName(desired.name())
                .attributeDefinitions(desired.table().attributeDefinitions())
                .globalSecondaryIndexUpdates(
                        GlobalSecondaryIndexUpdate.builder().create(create).build()));
        awaitIndexes(desired.name());
    }

    private void awaitIndexes(String table) {
        Instant deadline = Instant.now().plus(INDEX_CREATION_TIMEOUT);
        while (!hasActiveIndexes(table)) {
            if (Instant.now().isAfter(deadline)) {
                throw new EmulatorException(
                        "A new index of the table " + table + " is not ready after " + INDEX_CREATION_TIMEOUT);
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    /**
     * Returns false also on an internal error: DynamoDB Local sometimes fails to describe an index while it creates it.
     */
    private boolean hasActiveIndexes(String table) {
        try {
            return describe(table).globalSecondaryIndexes().stream()
                    .allMatch(index -> index.indexStatus() == IndexStatus.ACTIVE);
        } catch (DynamoDbException e) {
            if (e.statusCode() == HttpURLConnection.HTTP_INTERNAL_ERROR) {
                return false;
            }
            throw e;
        }
    }

    /** Enabling an enabled time to live is an error, as in AWS. */
    private void applyTimeToLive(String table, TimeToLiveSpecification desired) {
        TimeToLiveDescription current =
                dynamoDb.describeTimeToLive(request -> request.tableName(table)).timeToLiveDescription();
        boolean isEnabled = current.timeToLiveStatus() == TimeToLiveStatus.ENABLED;
        if (isEnabled != Boolean.TRUE.equals(desired.enabled())) {
            dynamoDb.updateTimeToLive(request -> request.tableName(table).timeToLiveSpecification(desired));
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
