package dev.tokenry.emulator.dynamodb;

import dev.tokenry.emulator.cloudformation.CloudFormationProperties;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveSpecification;

/** What a template says of a table, as the requests that make it so. */
record TableProperties(CreateTableRequest table, Optional<TimeToLiveSpecification> timeToLive) {

    private static final String TIME_TO_LIVE = "TimeToLiveSpecification";

    // DynamoDB Local refuses these or has nothing that they would change.
    private static final Set<String> IGNORED_PROPERTIES = Set.of(
            "ContributorInsightsSpecification",
            "DeletionProtectionEnabled",
            "ImportSourceSpecification",
            "KinesisStreamSpecification",
            "OnDemandThroughput",
            "PointInTimeRecoverySpecification",
            "ResourcePolicy",
            "SSESpecification",
            "TableClass",
            "Tags",
            "WarmThroughput");

    static TableProperties of(String defaultName, Map<String, Object> properties) {
        CloudFormationProperties converter = new CloudFormationProperties(IGNORED_PROPERTIES);
        Map<String, Object> table = new HashMap<>(properties);
        Object timeToLive = table.remove(TIME_TO_LIVE);
        table.putIfAbsent("TableName", defaultName);
        table.computeIfPresent("StreamSpecification", (name, stream) -> withStreamEnabled((Map<?, ?>) stream));
        return new TableProperties(
                converter.copyTo(CreateTableRequest.builder(), table).build(),
                Optional.ofNullable(timeToLive)
                        .map(ttl -> converter
                                .copyTo(TimeToLiveSpecification.builder(), (Map<?, ?>) ttl)
                                .build()));
    }

    String name() {
        return table.tableName();
    }

    /** CloudFormation takes naming a view for switching the stream on; the API wants both. */
    private static Map<Object, Object> withStreamEnabled(Map<?, ?> stream) {
        Map<Object, Object> copy = new HashMap<>(stream);
        copy.put("StreamEnabled", true);
        return copy;
    }
}
