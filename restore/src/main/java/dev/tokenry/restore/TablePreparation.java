package dev.tokenry.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/**
 * Gives a restored table the settings that a restore does not bring back: point-in-time recovery, purging, tags and
 * deletion protection. Running it again changes nothing.
 */
final class TablePreparation {

    /** As in the template. */
    private static final String TIME_TO_LIVE_ATTRIBUTE = "purgeAt";

    /** Tags of AWS, which only AWS can set. */
    private static final String RESERVED_PREFIX = "aws:";

    /** The error code of an emulator without the operation. AWS has all of them. */
    private static final String UNKNOWN_OPERATION = "UnknownOperationException";

    private final DynamoDbClient dynamo;
    private final @Nullable String source;
    private final String target;
    private final List<String> lines = new ArrayList<>();

    /**
     * @param source the table that was restored; null if it no longer exists, so that nothing can be compared with it
     */
    TablePreparation(DynamoDbClient dynamo, @Nullable String source, String target) {
        this.dynamo = dynamo;
        this.source = source;
        this.target = target;
    }

    /**
     * Prepares the table and returns what it found and changed.
     *
     * @throws RestoreException if the table is not a copy of the source, or is not active yet
     */
    List<String> prepare() {
        TableDescription table = describe(target);
        if (table.tableStatus() != TableStatus.ACTIVE) {
            throw new RestoreException(
                    "The table " + target + " is " + table.tableStatus() + "; wait until it is ACTIVE");
        }
        TableDescription original = source == null ? null : describe(source);
        if (original == null) {
            lines.add("keys, indexes and tags: not compared without a source");
        } else {
            requireSame("keys", original, table, TableDescription::keySchema);
            requireSame("indexes", original, table, TablePreparation::indexes);
        }
        step("point-in-time recovery", this::enableRecovery);
        step("time to live", this::enableTimeToLive);
        if (original != null) {
            step("tags", () -> copyTags(original.tableArn(), table.tableArn()));
        }
        step("stream of changes", () -> enableStream(table));
        // Last, because the table is being updated afterwards.
        step("deletion protection", () -> protect(table));
        return lines;
    }

    private interface Step {
        /** Returns what was found, and what was done about it. */
        String run();
    }

    private void step(String name, Step step) {
        try {
            lines.add(name + ": " + step.run());
        } catch (DynamoDbException e) {
            if (!isUnknownOperation(e)) {
                throw e;
            }
            lines.add(name + ": not supported by this endpoint");
        }
    }

    private static boolean isUnknownOperation(AwsServiceException e) {
        return e.awsErrorDetails() != null
                && UNKNOWN_OPERATION.equals(e.awsErrorDetails().errorCode());
    }

    private String enableRecovery() {
        PointInTimeRecoveryStatus status = dynamo.describeContinuousBackups(request -> request.tableName(target))
                .continuousBackupsDescription()
                .pointInTimeRecoveryDescription()
                .pointInTimeRecoveryStatus();
        if (status == PointInTimeRecoveryStatus.ENABLED) {
            return "enabled";
        }
        dynamo.updateContinuousBackups(request -> request.tableName(target)
                .pointInTimeRecoverySpecification(recovery -> recovery.pointInTimeRecoveryEnabled(true)));
        return "was disabled, now enabled";
    }

    private String enableTimeToLive() {
        TimeToLiveStatus status = dynamo.describeTimeToLive(request -> request.tableName(target))
                .timeToLiveDescription()
                .timeToLiveStatus();
        if (status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING) {
            return "enabled";
        }
        dynamo.updateTimeToLive(request -> request.tableName(target)
                .timeToLiveSpecification(timeToLive ->
                        timeToLive.attributeName(TIME_TO_LIVE_ATTRIBUTE).enabled(true)));
        return "was disabled, now enabled";
    }

    private String copyTags(String sourceArn, String targetArn) {
        List<Tag> missing = new ArrayList<>(tags(sourceArn));
        missing.removeAll(tags(targetArn));
        if (missing.isEmpty()) {
            return "as those of the source";
        }
        dynamo.tagResource(request -> request.resourceArn(targetArn).tags(missing));
        return missing.size() + " copied from the source";
    }

    private List<Tag> tags(String arn) {
        return dynamo.listTagsOfResource(request -> request.resourceArn(arn)).tags().stream()
                .filter(tag -> !tag.key().startsWith(RESERVED_PREFIX))
                .toList();
    }

    /** The audit trail follows from the stream, which no restored table has. */
    private String enableStream(TableDescription table) {
        if (table.streamSpecification() != null
                && Boolean.TRUE.equals(table.streamSpecification().streamEnabled())) {
            return "enabled";
        }
        dynamo.updateTable(request -> request.tableName(target)
                .streamSpecification(
                        stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
        // A table that is being updated cannot be updated again.
        try (DynamoDbWaiter waiter = dynamo.waiter()) {
            waiter.waitUntilTableExists(request -> request.tableName(target));
        }
        return "was disabled, now enabled";
    }

    private String protect(TableDescription table) {
        if (Boolean.TRUE.equals(table.deletionProtectionEnabled())) {
            return "enabled";
        }
        dynamo.updateTable(request -> request.tableName(target).deletionProtectionEnabled(true));
        return "was disabled, now enabled";
    }

    private TableDescription describe(String table) {
        return dynamo.describeTable(request -> request.tableName(table)).table();
    }

    private void requireSame(
            String what, TableDescription original, TableDescription table, Function<TableDescription, Object> part) {
        if (!part.apply(original).equals(part.apply(table))) {
            throw new RestoreException("The table " + target + " has other " + what + " than " + source);
        }
        lines.add(what + ": as those of the source");
    }

    private static Map<String, Object> indexes(TableDescription table) {
        return table.globalSecondaryIndexes().stream()
                .collect(Collectors.toMap(
                        GlobalSecondaryIndexDescription::indexName,
                        index -> List.of(
                                index.keySchema(),
                                index.projection().projectionTypeAsString(),
                                List.copyOf(index.projection().nonKeyAttributes()).stream()
                                        .sorted()
                                        .toList())));
    }
}
