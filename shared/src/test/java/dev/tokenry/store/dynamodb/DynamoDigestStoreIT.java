package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.aws.AwsHttpClient;
import dev.tokenry.aws.FaultyHttpClient;
import dev.tokenry.aws.FaultyHttpClient.CallBehaviour;
import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.store.DigestStore;
import dev.tokenry.store.DigestStoreContract;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.WriteResult;
import dev.tokenry.store.dynamodb.ConsumedCapacityRecorder.Units;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The digest store in DynamoDB: the contract, the cost and attributes of a replacement, and faults. */
@RequiresBackend
class DynamoDigestStoreIT extends DigestStoreContract {

    private static final SecretDigest UPDATED = SampleTokens.newDigest(3);

    private final TestTable table = new TestTable();

    @Override
    protected TokenStore tokens() {
        return table.store();
    }

    @Override
    protected DigestStore digests() {
        return digests(table.client());
    }

    private DigestStore digests(DynamoDbClient client) {
        return new DynamoDigestStore(new DynamoTable(client, table.name(), new SecureRandom()));
    }

    @Test
    @RequiresBackend(Capability.CONSUMED_CAPACITY)
    void digest_replacement_costs_one_write_unit_and_no_index_unit() {
        ConsumedCapacityRecorder capacities = new ConsumedCapacityRecorder();
        Token token = insertToken(DynamoTokenStoreCapacityIT.typicalLargeToken());
        try (DynamoDbClient client = TestTable.clientBuilder()
                .httpClient(AwsHttpClient.create())
                .overrideConfiguration(settings -> settings.addExecutionInterceptor(capacities))
                .build()) {
            assertThat(migrate(digests(client), token)).isTrue();
        }
        assertThat(capacities.takeUnits()).isEqualTo(new Units(1, 0));
    }

    @ParameterizedTest
    @EnumSource(SecretGeneration.class)
    void digest_replacement_changes_only_two_attributes(SecretGeneration generation) {
        Token token = insertToken(SampleTokens.full());
        Map<String, AttributeValue> expected = new HashMap<>(table.item(token.id()));
        boolean isCurrent = generation == SecretGeneration.CURRENT;
        SecretDigest currentDigest = isCurrent
                ? token.secrets().current()
                : token.secrets().previous().digest();

        digests().replaceDigest(token.id(), generation, currentDigest, UPDATED);

        expected.put(
                isCurrent ? "digest" : "previousDigest",
                AttributeValue.fromB(SdkBytes.fromByteArray(UPDATED.toByteArray())));
        expected.put(isCurrent ? "pepper" : "previousPepper", AttributeValue.fromN("3"));
        assertThat(table.item(token.id())).isEqualTo(expected);
    }

    @Test
    void tombstone_is_unchanged_and_no_item_is_created() {
        Token deleted = insertToken(SampleTokens.full());
        table.store().delete(deleted, STAMP);
        Map<String, AttributeValue> tombstone = table.item(deleted.id());
        Token dropped = insertToken(SampleTokens.full());
        table.delete(dropped.id());

        assertThat(migrate(digests(), deleted)).isFalse();
        assertThat(migrate(digests(), dropped)).isFalse();

        assertThat(table.item(deleted.id())).isEqualTo(tombstone);
        assertThat(table.item(dropped.id())).isEmpty();
    }

    @Test
    void digest_of_a_tombstone_is_not_replaced() {
        Token token = insertToken(SampleTokens.full());
        table.set(token.id(), "deletedAt", AttributeValue.fromN("1"));

        assertThat(migrate(digests(), token)).isFalse();
    }

    static Stream<Named<CallBehaviour>> faults() {
        return Stream.of(
                Named.of("throttled", FaultyHttpClient.THROTTLE),
                Named.of("500", FaultyHttpClient.FAIL),
                Named.of("connection refused", FaultyHttpClient.REFUSE_CONNECTION),
                Named.of("lost response", FaultyHttpClient.LOSE_RESPONSE));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_makes_the_store_unavailable_after_one_attempt(CallBehaviour fault) {
        Token token = insertToken(SampleTokens.full());
        try (FaultyHttpClient http = new FaultyHttpClient();
                DynamoDbClient client = client(http)) {
            http.setDefault(fault);
            DigestStore digests = bestEffortDigests(client, Duration.ofSeconds(60));

            assertThatThrownBy(() -> migrate(digests, token)).isInstanceOf(ServiceUnavailableException.class);
            assertThat(http.calls()).containsExactly("UpdateItem");
        }
    }

    @Test
    void hanging_call_times_out_and_is_not_retried() {
        Token token = insertToken(SampleTokens.full());
        try (FaultyHttpClient http = new FaultyHttpClient();
                DynamoDbClient client = client(http)) {
            http.setDefault(FaultyHttpClient.HANG);
            DigestStore digests = bestEffortDigests(client, Duration.ofMillis(150));

            assertThatThrownBy(() -> migrate(digests, token))
                    .isInstanceOf(ServiceUnavailableException.class)
                    .hasCauseInstanceOf(ApiCallTimeoutException.class);
            assertThat(http.calls()).containsExactly("UpdateItem");
        }
    }

    @Test
    void write_with_a_lost_response_is_recognized_after_a_digest_replacement() {
        Token current = insertToken(SampleTokens.full());
        Token updated = current.withSettings(SampleTokens.renamed(current.settings(), "Renamed"));
        try (FaultyHttpClient http = new FaultyHttpClient();
                DynamoDbClient client = client(http)) {
            http.enqueue(request -> {
                request.call();
                migrate(digests(), current);
                throw new IOException("The response is lost");
            });

            assertThat(table.store(client).replace(current, updated, STAMP)).isInstanceOf(WriteResult.Written.class);
        }
        Token stored = table.store().find(current.id()).orElseThrow();
        assertThat(stored.version()).isEqualTo(current.version() + 1);
        assertThat(stored.secrets().current()).isEqualTo(UPDATED);
    }

    private static boolean migrate(DigestStore digests, Token token) {
        return digests.replaceDigest(
                token.id(), SecretGeneration.CURRENT, token.secrets().current(), UPDATED);
    }

    private static DynamoDbClient client(FaultyHttpClient http) {
        return TestTable.clientBuilder()
                .httpClient(http)
                .overrideConfiguration(DynamoClientSettings.standard().toBuilder()
                        .apiCallAttemptTimeout(Duration.ofSeconds(20))
                        .apiCallTimeout(Duration.ofSeconds(60))
                        .build())
                .build();
    }

    private DigestStore bestEffortDigests(DynamoDbClient client, Duration timeout) {
        return new DynamoDigestStore(new DynamoTable(client, table.name(), new SecureRandom())
                .with(DynamoClientSettings.bestEffort().toBuilder()
                        .apiCallTimeout(timeout)
                        .build()));
    }

    private Token insertToken(Token token) {
        assertThat(table.store().insert(token, STAMP)).isTrue();
        return token;
    }
}
