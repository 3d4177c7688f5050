package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.aws.AwsHttpClient;
import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.store.LastUseStore;
import dev.tokenry.store.LastUseStoreContract;
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

/** The last-use store in DynamoDB: the contract, and the cost and attributes of a write. */
@RequiresBackend
class DynamoLastUseStoreIT extends LastUseStoreContract {

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final LastUse USE = new LastUse(NOW.plusSeconds(3600), "2001:0db8:85a3:0000:0000:8a2e:0370:7334");

    private final TestTable table = new TestTable();

    @Override
    protected TokenStore tokens() {
        return table.store();
    }

    @Override
    protected LastUseStore lastUses() {
        return lastUses(table.client());
    }

    private LastUseStore lastUses(DynamoDbClient client) {
        return new DynamoLastUseStore(new DynamoTable(client, table.name(), new SecureRandom()));
    }

    @Test
    @RequiresBackend(Capability.CONSUMED_CAPACITY)
    void last_use_costs_one_write_unit_and_no_index_unit() {
        ConsumedCapacityRecorder capacities = new ConsumedCapacityRecorder();
        Token token = insertToken(DynamoTokenStoreCapacityIT.typicalLargeToken());
        try (DynamoDbClient client = TestTable.clientBuilder()
                .httpClient(AwsHttpClient.create())
                .overrideConfiguration(settings -> settings.addExecutionInterceptor(capacities))
                .build()) {
            assertThat(lastUses(client).replaceLastUse(token, SecretGeneration.CURRENT, USE, INTERVAL))
                    .isTrue();
        }
        assertThat(capacities.takeUnits()).isEqualTo(new Units(1, 0));
    }

    @Test
    void last_use_changes_only_three_attributes() {
        Token token = insertToken(SampleTokens.full());
        Map<String, AttributeValue> expected = new HashMap<>(table.item(token.id()));

        lastUses().replaceLastUse(token, SecretGeneration.CURRENT, USE, INTERVAL);

        expected.put("lastUsedAt", AttributeValue.fromN(Long.toString(USE.at().toEpochMilli())));
        expected.put("currentUsedAt", expected.get("lastUsedAt"));
        expected.put("lastUsedIp", AttributeValue.fromS(USE.ipAddress()));
        assertThat(table.item(token.id())).isEqualTo(expected);
    }

    @Test
    void tombstone_is_unchanged_and_no_item_is_created() {
        Token deleted = insertToken(SampleTokens.full());
        table.store().delete(deleted, STAMP);
        Map<String, AttributeValue> tombstone = table.item(deleted.id());
        Token dropped = insertToken(SampleTokens.full());
        table.delete(dropped.id());

        assertThat(lastUses().replaceLastUse(deleted, SecretGeneration.CURRENT, USE, INTERVAL))
                .isFalse();
        assertThat(lastUses().replaceLastUse(dropped, SecretGeneration.CURRENT, USE, INTERVAL))
                .isFalse();

        assertThat(table.item(deleted.id())).isEqualTo(tombstone);
        assertThat(table.item(dropped.id())).isEmpty();
    }

    @Test
    void an_address_without_a_time_is_corrupt() {
        Token token = insertToken(SampleTokens.full());
        table.remove(token.id(), "lastUsedAt");

        assertThatThrownBy(() -> table.store().find(token.id()))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessageContaining("lastUsedAt");
    }

    private Token insertToken(Token token) {
        assertThat(table.store().insert(token, STAMP)).isTrue();
        return token;
    }
}
