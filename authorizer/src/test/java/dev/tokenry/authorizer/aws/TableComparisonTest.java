package dev.tokenry.authorizer.aws;

import dev.tokenry.aws.AwsHttpClient;
import dev.tokenry.aws.CallSettings;
import dev.tokenry.store.dynamodb.Attribute;
import dev.tokenry.store.dynamodb.ConditionalUpdate;
import dev.tokenry.store.dynamodb.DynamoClientSettings;
import dev.tokenry.store.dynamodb.DynamoTable;
import dev.tokenry.store.dynamodb.ItemTable;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The table of the authorizer and that of the other functions. */
class TableComparisonTest extends SdkComparison {

    private static final ConditionalUpdate UPDATE = new ConditionalUpdate(
            "SET #a = :a", "attribute_exists(#k)", Map.of("#a", "a", "#k", "pk"), Map.of(":a", Attribute.fromS("b")));

    @ParameterizedTest
    @MethodSource("faults")
    void table_has_the_same_outcome(Case fault) {
        CrtServices crt = TestServices.at(service.url());
        ItemTable table = crt.table(patient(CallSettings.DYNAMODB));
        ItemTable bestEffortTable = crt.table(patient(CallSettings.BEST_EFFORT));
        try (DynamoDbClient dynamo = dynamo()) {
            DynamoTable sdk = new DynamoTable(dynamo, "tokens", new Random(1));
            compare(fault, sdk, table, it -> () -> it.getItem("key"));
            compare(fault, sdk, table, it -> () -> it.getTogether(List.of("a", "b")));
            compare(fault, sdk, table, it -> () -> it.updateIdempotent("key", UPDATE));
            DynamoTable bestEffortSdk = sdk.with(DynamoClientSettings.bestEffort().toBuilder()
                    .apiCallTimeout(CALL_TIMEOUT)
                    .build());
            compare(fault, bestEffortSdk, bestEffortTable, it -> () -> it.updateIdempotent("key", UPDATE));
        }
    }

    private DynamoDbClient dynamo() {
        return DynamoDbClient.builder()
                .region(Region.EU_CENTRAL_1)
                .endpointOverride(URI.create(service.url()))
                .credentialsProvider(credentials())
                .httpClient(AwsHttpClient.create())
                .overrideConfiguration(patient(DynamoClientSettings.standard()))
                .build();
    }
}
