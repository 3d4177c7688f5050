package dev.tokenry.local.aws;

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
    private static final Set<String> NOT_HERE = Set.of(
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
        CloudFormationProperties known = new CloudFormationProperties(NOT_HERE);
        Map<String, Object> table = new HashMap<>(properties);
        Object timeToLive = table.remove(TIME_TO_LIVE);
        table.putIfAbsent("TableName", defaultName);
        table.computeIfPresent("StreamSpecification", (name, stream) -> enabled((Map<?, ?>) stream));
        return new TableProperties(
                known.into(CreateTableRequest.builder(), table).build(),
                Optional.ofNullable(timeToLive)
                        .map(ttl -> known.into(TimeToLiveSpecification.builder(), (Map<?, ?>) ttl)
                                .build()));
    }

    String name() {
        return table.tableName();
    }

    /** CloudFormation takes naming a view for switching the stream on; the API wants both. */
    private static Map<Object, Object> enabled(Map<?, ?> stream) {
        Map<Object, Object> whole = new HashMap<>(stream);
        whole.put("StreamEnabled", true);
        return whole;
    }
}
