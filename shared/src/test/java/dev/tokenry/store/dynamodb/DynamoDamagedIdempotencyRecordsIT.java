package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Token;
import dev.tokenry.store.IdempotencyRecord;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.InsertResult;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.dynamodb.DamagedItems.Damage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A damaged idempotency record: only requests with its key are rejected, because it is not known what the first one
 * did.
 */
@RequiresBackend
class DynamoDamagedIdempotencyRecordsIT {

    private enum Outcome {
        READABLE,
        REJECTED_UNTIL_EXPIRY,
        REJECTED_UNTIL_PURGE
    }

    /** The outcome when the attribute is removed or has another type. */
    private static final Map<String, Outcome> OUTCOMES = Map.of(
            "bodySha256", Outcome.REJECTED_UNTIL_EXPIRY,
            "tokenId", Outcome.REJECTED_UNTIL_EXPIRY,
            "until", Outcome.REJECTED_UNTIL_PURGE,
            "purgeAt", Outcome.READABLE,
            "nonce", Outcome.READABLE,
            "lastChange", Outcome.READABLE);

    private static final String CALLER = "@anna";
    private static final IdempotencyKey KEY =
            IdempotencyKey.parse("order-7", "{}").orElseThrow();
    private static final IdempotencyKey OTHER_KEY =
            IdempotencyKey.parse("order-8", "{}").orElseThrow();
    private static final Instant EXPIRES_AT = NOW.plus(Duration.ofHours(24));
    private static final String ITEM_KEY = "idem#@anna#order-7";

    private final TestTable table = new TestTable();
    private final IdempotencyStore store = table.idempotencyStore(table.client(), false);

    static Stream<Damage> damages() {
        TestTable table = new TestTable();
        insert(table.idempotencyStore(table.client(), false), KEY, NOW);
        return DamagedItems.of(table.item(ITEM_KEY));
    }

    @ParameterizedTest
    @MethodSource("damages")
    @RequiresBackend(Capability.COMPARISONS_OF_TYPES)
    void damaged_record_rejects_its_key_alone(Damage damage) {
        insert(store, KEY, NOW);
        damage.apply(table, ITEM_KEY);
        Outcome outcome = OUTCOMES.get(damage.attribute());

        if (outcome == Outcome.READABLE) {
            assertThat(store.find(CALLER, KEY, NOW)).isPresent();
            assertThat(insert(store, KEY, NOW)).isInstanceOf(InsertResult.KeyInUse.class);
        } else {
            assertRejected(NOW);
        }
        assertThat(store.find(CALLER, OTHER_KEY, NOW)).isEmpty();
        assertThat(insert(store, OTHER_KEY, NOW)).isInstanceOf(InsertResult.Inserted.class);

        if (outcome == Outcome.REJECTED_UNTIL_PURGE) {
            assertRejected(EXPIRES_AT);
        } else {
            assertThat(store.find(CALLER, KEY, EXPIRES_AT)).isEmpty();
            assertThat(insert(store, KEY, EXPIRES_AT)).isInstanceOf(InsertResult.Inserted.class);
        }
    }

    private void assertRejected(Instant now) {
        int items = table.keys().size();
        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> store.find(CALLER, KEY, now));
        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> insert(store, KEY, now));
        assertThat(table.keys()).hasSize(items);
    }

    private static InsertResult insert(IdempotencyStore store, IdempotencyKey key, Instant now) {
        Token token = SampleTokens.full();
        return store.insert(token, new IdempotencyRecord(CALLER, key, token.id(), EXPIRES_AT), now, STAMP);
    }
}
