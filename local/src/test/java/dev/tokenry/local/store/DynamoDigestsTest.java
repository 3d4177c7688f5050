package dev.tokenry.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.local.store.ConsumedCapacities.Units;
import dev.tokenry.local.store.FaultyHttp.Behaviour;
import dev.tokenry.store.Digests;
import dev.tokenry.store.DigestsContract;
import dev.tokenry.store.DynamoClientSettings;
import dev.tokenry.store.DynamoDigests;
import dev.tokenry.store.Replacement;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.TokenStore;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.error.ServiceUnavailableException;
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
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Digests in DynamoDB: the contract, what a renewal costs and changes, and what becomes of it when DynamoDB is away. */
class DynamoDigestsTest extends DigestsContract {

    private static final SecretDigest NEXT = SampleTokens.newDigest(3);

    private final LocalTable table = new LocalTable();

    @Override
    protected TokenStore tokens() {
        return table.store();
    }

    @Override
    protected Digests digests() {
        return digests(table.side());
    }

    private Digests digests(DynamoDbClient client) {
        return new DynamoDigests(client, table.name(), new SecureRandom());
    }

    @Test
    void a_renewal_is_one_write_unit_and_none_for_an_index() {
        ConsumedCapacities capacities = new ConsumedCapacities();
        Token token = inserted(DynamoTokenStoreCapacityTest.largeUsualToken());
        try (DynamoDbClient client = LocalTable.clientBuilder()
                .httpClient(Apache5HttpClient.create())
                .overrideConfiguration(settings -> settings.addExecutionInterceptor(capacities))
                .build()) {
            assertThat(renew(digests(client), token)).isTrue();
        }
        assertThat(capacities.take()).isEqualTo(new Units(1, 0));
    }

    @ParameterizedTest
    @EnumSource(SecretGeneration.class)
    void a_renewal_changes_two_attributes_and_no_other(SecretGeneration which) {
        Token token = inserted(SampleTokens.full());
        Map<String, AttributeValue> expected = new HashMap<>(table.item(token.id()));
        boolean current = which == SecretGeneration.CURRENT;
        SecretDigest read =
                current ? token.secrets().current() : token.secrets().previous().digest();

        digests().replaceDigest(token.id(), which, read, NEXT);

        expected.put(
                current ? "digest" : "previousDigest",
                AttributeValue.fromB(SdkBytes.fromByteArray(NEXT.toByteArray())));
        expected.put(current ? "pepper" : "previousPepper", AttributeValue.fromN("3"));
        assertThat(table.item(token.id())).isEqualTo(expected);
    }

    @Test
    void a_tombstone_stays_as_it_is_and_no_item_comes_to_be() {
        Token deleted = inserted(SampleTokens.full());
        table.store().delete(deleted);
        Map<String, AttributeValue> tombstone = table.item(deleted.id());
        Token dropped = inserted(SampleTokens.full());
        table.drop(dropped.id());

        assertThat(renew(digests(), deleted)).isFalse();
        assertThat(renew(digests(), dropped)).isFalse();

        assertThat(table.item(deleted.id())).isEqualTo(tombstone);
        assertThat(table.item(dropped.id())).isEmpty();
    }

    @Test
    void a_digest_that_is_left_on_a_tombstone_by_somebody_is_not_replaced() {
        Token token = inserted(SampleTokens.full());
        table.set(token.id(), "deletedAt", AttributeValue.fromN("1"));

        assertThat(renew(digests(), token)).isFalse();
    }

    static Stream<Named<Behaviour>> faults() {
        return Stream.of(
                Named.of("throttled", FaultyHttp.THROTTLE),
                Named.of("500", FaultyHttp.FAIL),
                Named.of("connection refused", FaultyHttp.REFUSE),
                Named.of("the answer is lost", FaultyHttp.LOSE_ANSWER));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_makes_the_store_unavailable_after_one_attempt(Behaviour fault) {
        Token token = inserted(SampleTokens.full());
        try (FaultyHttp http = new FaultyHttp();
                DynamoDbClient client = client(http, Duration.ofSeconds(60))) {
            http.always(fault);

            assertThatThrownBy(() -> renew(digests(client), token)).isInstanceOf(ServiceUnavailableException.class);
            assertThat(http.calls()).containsExactly("UpdateItem");
        }
    }

    @Test
    void a_call_that_hangs_is_given_up_and_not_repeated() {
        Token token = inserted(SampleTokens.full());
        try (FaultyHttp http = new FaultyHttp();
                DynamoDbClient client = client(http, Duration.ofMillis(150))) {
            http.always(FaultyHttp.HANG);

            assertThatThrownBy(() -> renew(digests(client), token))
                    .isInstanceOf(ServiceUnavailableException.class)
                    .hasCauseInstanceOf(ApiCallTimeoutException.class);
            assertThat(http.calls()).containsExactly("UpdateItem");
        }
    }

    @Test
    void a_write_whose_answer_is_lost_is_known_again_after_a_renewal_came_between() {
        Token read = inserted(SampleTokens.full());
        Token next = read.withSettings(SampleTokens.renamed(read.settings(), "Renamed"));
        try (FaultyHttp http = new FaultyHttp();
                DynamoDbClient client = LocalTable.clientBuilder()
                        .httpClient(http)
                        .overrideConfiguration(DynamoClientSettings.overrides().toBuilder()
                                .apiCallAttemptTimeout(Duration.ofSeconds(20))
                                .apiCallTimeout(Duration.ofSeconds(60))
                                .build())
                        .build()) {
            http.next(real -> {
                real.call();
                renew(digests(), read);
                throw new IOException("The answer is lost");
            });

            assertThat(table.store(client).replace(read, next)).isInstanceOf(Replacement.Done.class);
        }
        Token kept = table.store().find(read.id()).orElseThrow();
        assertThat(kept.version()).isEqualTo(read.version() + 1);
        assertThat(kept.secrets().current()).isEqualTo(NEXT);
    }

    private static boolean renew(Digests digests, Token token) {
        return digests.replaceDigest(
                token.id(), SecretGeneration.CURRENT, token.secrets().current(), NEXT);
    }

    private static DynamoDbClient client(FaultyHttp http, Duration limit) {
        return LocalTable.clientBuilder()
                .httpClient(http)
                .overrideConfiguration(DynamoClientSettings.briefOverrides().toBuilder()
                        .apiCallTimeout(limit)
                        .build())
                .build();
    }

    private Token inserted(Token token) {
        assertThat(table.store().insert(token)).isTrue();
        return token;
    }
}
