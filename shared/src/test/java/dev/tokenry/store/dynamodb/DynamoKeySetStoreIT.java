package dev.tokenry.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.aws.FaultyHttpClient;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.crypto.TestSealer;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.exchange.TestKeys;
import dev.tokenry.exchange.keys.FetchedKeySet;
import dev.tokenry.exchange.keys.IssuerKeys;
import dev.tokenry.exchange.keys.KeySet;
import dev.tokenry.exchange.keys.KeySetStore;
import dev.tokenry.exchange.keys.KeySetStoreContract;
import dev.tokenry.exchange.keys.ProviderEndpoints;
import dev.tokenry.exchange.keys.VerificationKey;
import dev.tokenry.model.RecordSealer;
import dev.tokenry.store.dynamodb.DamagedItems.Damage;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@RequiresBackend
class DynamoKeySetStoreIT extends KeySetStoreContract {

    private static final IssuerKeys.Published ISSUER =
            new IssuerKeys.Published("gh", "0011", "https://issuer.example", 1);
    private static final IssuerKeys.Published AGAIN = new IssuerKeys.Published("gh", "0022", ISSUER.issuer(), 1);
    private static final String KEY = "keys#gh#0011";
    private static final Instant NOW = Instant.parse("2026-03-18T10:37:42.123Z");
    private static final Instant NEXT = NOW.plusSeconds(60);

    private final TestTable table = new TestTable();
    private final KeySetStore store = store(table.client(), TestSealer.SEALER, NOW);

    @Override
    protected KeySetStore store() {
        return store;
    }

    private KeySetStore store(DynamoDbClient client, RecordSealer sealer, Instant now) {
        return new DynamoKeySetStore(
                new DynamoTable(client, table.name(), new SecureRandom()),
                sealer,
                InstantSource.fixed(now),
                new SecureRandom());
    }

    @Test
    void largest_key_set_is_stored() {
        VerificationKey key = TestKeys.keySet().find("rsa").orElseThrow();
        KeySet keys = new KeySet(IntStream.range(0, KeySet.MAX_KEYS)
                .mapToObj(i -> new VerificationKey("k" + i, key.algorithm(), key.publicKey()))
                .toList());
        store.replaceKeys(ISSUER, new FetchedKeySet(keys, NOW));

        assertThat(store.find(ISSUER).orElseThrow().fetched()).hasValue(new FetchedKeySet(keys, NOW));
    }

    @Test
    void earlier_key_set_does_not_replace_a_later_one() {
        store.replaceKeys(ISSUER, new FetchedKeySet(TestKeys.keySet(), NOW));
        store.replaceKeys(ISSUER, new FetchedKeySet(TestKeys.keySet(), NOW.minusMillis(1)));

        assertThat(store.find(ISSUER).orElseThrow().fetched().orElseThrow().fetchedAt())
                .isEqualTo(NOW);
    }

    @Test
    void each_damage_of_a_key_set_is_found() {
        ProviderEndpoints endpoints = new ProviderEndpoints(
                "https://issuer.example/authorize", "https://issuer.example/token", "https://issuer.example/logout");
        store.claimFetch(ISSUER, NOW, NEXT);
        store.replaceKeys(ISSUER, new FetchedKeySet(TestKeys.keySet(), endpoints, NOW));
        Map<String, AttributeValue> item = table.item(KEY);
        List<Damage> damages = DamagedItems.of(item)
                // The claim is not sealed, and the time to live is not read.
                .filter(damage -> !Set.of("claimedBy", "purgeAt").contains(damage.attribute()))
                .filter(damage -> !damage.attribute().equals("nextFetchAt") || !damage.removes())
                .toList();

        assertThat(damages).hasSizeGreaterThan(10);
        for (Damage damage : damages) {
            table.load(List.of(item));
            damage.apply(table, KEY);
            assertThatExceptionOfType(CorruptRecordException.class)
                    .as(damage.toString())
                    .isThrownBy(() -> store.find(ISSUER));
        }
    }

    @Test
    void keys_that_were_not_sealed_for_this_record_are_not_used() {
        store.replaceKeys(ISSUER, new FetchedKeySet(TestKeys.keySet(), NOW));
        Map<String, AttributeValue> copied = new HashMap<>(table.item(KEY));
        copied.put("pk", AttributeValue.fromS("keys#gh#0022"));
        table.load(List.of(copied));

        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> store.find(AGAIN));
        table.set(
                KEY,
                "fetchedAt",
                AttributeValue.fromN(Long.toString(NOW.plusSeconds(1).toEpochMilli())));
        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> store.find(ISSUER));
        assertThatExceptionOfType(CorruptRecordException.class)
                .isThrownBy(
                        () -> store(table.client(), TestSealer.of(2, 1, 2), NOW).find(ISSUER));
    }

    @Test
    void keys_of_a_dropped_pepper_are_no_obstacle_after_a_day() {
        RecordSealer rotated = TestSealer.of(2, 2);
        store.replaceKeys(ISSUER, new FetchedKeySet(TestKeys.keySet(), NOW));

        assertThatExceptionOfType(ServiceUnavailableException.class)
                .isThrownBy(() -> store(table.client(), rotated, NOW).find(ISSUER));
        Instant later = NOW.plus(Duration.ofDays(1)).plusMillis(1);
        KeySetStore after = store(table.client(), rotated, later);
        assertThat(after.find(ISSUER).orElseThrow().fetched()).isEmpty();
        after.replaceKeys(ISSUER, new FetchedKeySet(TestKeys.keySet(), later));
        assertThat(after.find(ISSUER).orElseThrow().fetched()).isPresent();
    }

    @Test
    void claim_with_a_lost_response_succeeds() {
        FaultyHttpClient http = new FaultyHttpClient();
        try (DynamoDbClient client = TestTable.clientBuilder().httpClient(http).build()) {
            http.enqueue(FaultyHttpClient.LOSE_RESPONSE);

            assertThat(store(client, TestSealer.SEALER, NOW).claimFetch(ISSUER, NOW, NEXT))
                    .isTrue();
            assertThat(http.calls()).containsExactly("UpdateItem", "UpdateItem");
            assertThat(store.claimFetch(ISSUER, NOW, NEXT)).isFalse();
        }
    }

    @Test
    void item_is_in_no_index_and_is_purged() {
        store.claimFetch(ISSUER, NOW, NEXT);
        store.replaceKeys(ISSUER, new FetchedKeySet(TestKeys.keySet(), NOW));

        assertThat(table.item(KEY)).doesNotContainKeys("kind", "createdKey", "owner", "project");
        assertThat(Instant.ofEpochSecond(
                        Long.parseLong(table.item(KEY).get("purgeAt").n())))
                .isAfter(NOW.plus(Duration.ofDays(1)))
                .isBefore(NOW.plus(Duration.ofDays(3)));
    }
}
