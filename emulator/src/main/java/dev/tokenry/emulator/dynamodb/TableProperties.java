package dev.tokenry.emulator.dynamodb;

import dev.tokenry.emulator.cloudformation.CloudFormationProperties;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveSpecification;

/** The properties of a table, as the requests that create it. */
record TableProperties(CreateTableRequest table, Optional<TimeToLiveSpecification> timeToLive) {

    private static final String TIME_TO_LIVE = "TimeToLiveSpecification";

    // DynamoDB Local rejects or ignores these properties.
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

    /** In CloudFormation a view type enables the stream; the API needs both fields. */
    private static Map<Object, Object> withStreamEnabled(Map<?, ?> stream) {
        Map<Object, Object> copy = new HashMap<>(stream);
        copy.put("StreamEnabled", true);
        return copy;
    }
}
