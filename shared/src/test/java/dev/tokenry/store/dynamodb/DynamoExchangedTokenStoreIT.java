package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.aws.FaultyHttpClient;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.model.Token;
import dev.tokenry.store.ExchangedTokenStore;
import dev.tokenry.store.ExchangedTokenStore.Outcome;
import dev.tokenry.store.ExchangedTokenStoreContract;
import dev.tokenry.store.IdTokenUse;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.StoredRecord;
import dev.tokenry.store.TokenStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@RequiresBackend
class DynamoExchangedTokenStoreIT extends ExchangedTokenStoreContract {

    private static final IdTokenUse USE = new IdTokenUse("digest-1", NOW.plusSeconds(300));
    private static final Duration RETENTION = Duration.ofHours(24);

    private final TestTable table = new TestTable();
    private final TokenStore tokens = table.store();
    private final ExchangedTokenStore store = store(table, table.client(), false);

    static DynamoExchangedTokenStore store(TestTable table, DynamoDbClient client, boolean uniqueNames) {
        return new DynamoExchangedTokenStore(
                client, table.name(), RETENTION, TestTable.CLOCK, new SecureRandom(), () -> uniqueNames);
    }

    @Override
    protected TokenStore tokens() {
        return tokens;
    }

    @Override
    protected ExchangedTokenStore store() {
        return store;
    }

    @Test
    void use_is_kept_for_an_hour_after_the_id_token_expires_and_the_token_for_its_own_retention() {
        Token token = SampleTokens.exchanged("ci", "web", NOW);
        store.insertFirst(token, USE, STAMP);

        assertThat(table.item("used#digest-1"))
                .containsEntry("tokenId", AttributeValue.fromS(token.id().value()))
                .containsEntry("purgeAt", seconds(NOW.plusSeconds(300 + 3600).getEpochSecond()))
                .doesNotContainKeys("kind", "createdKey", "owner", "project");
        long purgeAt = token.settings().expiresAt().plus(RETENTION).getEpochSecond();
        assertThat(table.item(token.id())).containsEntry("purgeAt", seconds(purgeAt));

        tokens.replace(token, token.withSettings(token.settings().withEnabled(false)), STAMP);
        assertThat(table.item(token.id())).containsEntry("purgeAt", seconds(purgeAt));
    }

    /** The time to live only removes items: whether one is still there decides. */
    @Test
    void a_use_without_any_other_attribute_is_one() {
        table.set("used#digest-1", "purgeAt", seconds(1));

        assertThat(store.isUsed("digest-1")).isTrue();
        assertThat(store.insertFirst(SampleTokens.exchanged("ci", "web", NOW), USE, STAMP))
                .isEqualTo(Outcome.ALREADY_USED);
    }

    @Test
    void scan_finds_the_token_and_no_use() {
        Token token = SampleTokens.exchanged("ci", "web", NOW);
        store.insertFirst(token, USE, STAMP);

        List<StoredRecord> scanned = new ArrayList<>();
        new DynamoRecordScan(table.client(), table.name(), new SecureRandom()).forEach(scanned::add);
        assertThat(scanned)
                .containsExactly(new StoredRecord.StoredToken(token.id().value(), token));
    }

    @Test
    void insertion_with_a_lost_response_succeeds_once() {
        try (FaultyHttpClient http = new FaultyHttpClient();
                DynamoDbClient client = TestTable.clientBuilder()
                        .httpClient(http)
                        .overrideConfiguration(DynamoClientSettings.standard().toBuilder()
                                .apiCallAttemptTimeout(Duration.ofSeconds(20))
                                .apiCallTimeout(Duration.ofSeconds(60))
                                .build())
                        .build()) {
            ExchangedTokenStore faulty = store(table, client, false);
            Token token = SampleTokens.exchanged("ci", "web", NOW);
            // The second attempt finds the items of the first.
            http.enqueue(
                    FaultyHttpClient.LOSE_RESPONSE,
                    FaultyHttpClient.FAIL,
                    FaultyHttpClient.FAIL,
                    FaultyHttpClient.FAIL);

            assertThat(faulty.insertFirst(token, USE, STAMP)).isEqualTo(Outcome.INSERTED);
            assertThat(http.calls())
                    .containsOnly("TransactWriteItems", "GetItem")
                    .contains("TransactWriteItems");
            assertThat(table.keys()).containsExactlyInAnyOrder(token.id().value(), "used#digest-1");
            assertThat(faulty.insertFirst(SampleTokens.exchanged("ci", "web", NOW), USE, STAMP))
                    .isEqualTo(Outcome.ALREADY_USED);
        }
    }

    private static AttributeValue seconds(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
