package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.aws.AwsHttpClient;
import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.model.RetiredUse;
import dev.tokenry.model.Token;
import dev.tokenry.store.RejectedUseStore;
import dev.tokenry.store.RejectedUseStoreContract;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.dynamodb.ConsumedCapacityRecorder.Units;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The store of rejected uses in DynamoDB: the contract, and the cost and attributes of a write. */
@RequiresBackend
class DynamoRejectedUseStoreIT extends RejectedUseStoreContract {

    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final TestTable table = new TestTable();

    @Override
    protected TokenStore tokens() {
        return table.store();
    }

    @Override
    protected RejectedUseStore rejectedUses() {
        return rejectedUses(table.client());
    }

    private RejectedUseStore rejectedUses(DynamoDbClient client) {
        return new DynamoRejectedUseStore(new DynamoTable(client, table.name(), new SecureRandom()));
    }

    @Test
    void a_use_changes_only_its_attributes_and_not_the_nonce() {
        Token token = SampleTokens.full();
        table.store().insert(token, STAMP);
        Map<String, AttributeValue> expected = new HashMap<>(table.item(token.id()));

        rejectedUses().replaceRetiredUse(token, RetiredUse.next(null, NOW, "192.0.2.1"), INTERVAL);

        AttributeValue millis = AttributeValue.fromN(Long.toString(NOW.toEpochMilli()));
        AttributeValue address = AttributeValue.fromS("192.0.2.1");
        expected.putAll(Map.of(
                "rejectedAt", millis,
                "rejectedIp", address,
                "rejectedReason", AttributeValue.fromS("retired-secret"),
                "retiredFirstUsedAt", millis,
                "retiredUsedAt", millis,
                "retiredUsedIp", address,
                "retiredUses", AttributeValue.fromN("1")));
        assertThat(table.item(token.id())).isEqualTo(expected);

        Token read = table.store().find(token.id()).orElseThrow();
        table.store().delete(read, STAMP);
        assertThat(table.item(token.id())).doesNotContainKeys("rejectedAt", "retiredUsedAt", "retiredDigest");
    }

    @Test
    @RequiresBackend(Capability.CONSUMED_CAPACITY)
    void a_use_costs_no_index_unit() {
        ConsumedCapacityRecorder capacities = new ConsumedCapacityRecorder();
        Token token = SampleTokens.of("anna", "web", NOW);
        table.store().insert(token, STAMP);
        try (DynamoDbClient client = TestTable.clientBuilder()
                .httpClient(AwsHttpClient.create())
                .overrideConfiguration(settings -> settings.addExecutionInterceptor(capacities))
                .build()) {
            rejectedUses(client).replaceRetiredUse(token, RetiredUse.next(null, NOW, "192.0.2.1"), INTERVAL);
        }
        assertThat(capacities.takeUnits()).isEqualTo(new Units(1, 0));
    }
}
