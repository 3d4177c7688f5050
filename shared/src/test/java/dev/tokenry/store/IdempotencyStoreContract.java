package dev.tokenry.store;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The contract of every {@link IdempotencyStore}. */
public abstract class IdempotencyStoreContract {

    private static final Instant EXPIRES_AT = NOW.plus(Duration.ofHours(24));
    private static final IdempotencyKey KEY =
            IdempotencyKey.parse("order-7", "{\"name\":\"ci\"}").orElseThrow();
    private static final IdempotencyKey OTHER_BODY =
            IdempotencyKey.parse("order-7", "{ }").orElseThrow();

    private final TokenId caller = SampleTokens.newId();
    private final AtomicInteger names = new AtomicInteger();

    /** Returns the store of the tokens: the same at each call, and empty before each test. */
    protected abstract TokenStore tokens();

    protected abstract TokenQueryStore queryStore();

    /** Returns the store under test over the same tokens: the same at each call. */
    protected abstract IdempotencyStore store();

    @Test
    void unused_key_has_no_record() {
        assertThat(store().find(caller.value(), KEY, NOW)).isEmpty();
    }

    @Test
    void token_and_record_are_stored_together() {
        Token token = token();

        assertThat(insert(token, KEY, NOW)).isEqualTo(new InsertResult.Inserted());

        assertThat(tokens().find(token.id())).hasValue(token);
        assertThat(store().find(caller.value(), KEY, NOW)).hasValue(recordOf(token, KEY));
    }

    @Test
    void key_is_in_use_until_it_expires() {
        Token first = token();
        Token second = token();
        insert(first, KEY, NOW);

        assertThat(insert(second, KEY, EXPIRES_AT.minusMillis(1)))
                .isEqualTo(new InsertResult.KeyInUse(recordOf(first, KEY)));
        assertThat(tokens().find(second.id())).isEmpty();
        assertThat(store().find(caller.value(), KEY, EXPIRES_AT.minusMillis(1))).hasValue(recordOf(first, KEY));
        assertThat(store().find(caller.value(), KEY, EXPIRES_AT)).isEmpty();
    }

    @Test
    void expired_record_is_replaced() {
        Token first = token();
        Token second = token();
        insert(first, KEY, NOW);

        assertThat(insert(second, OTHER_BODY, EXPIRES_AT)).isEqualTo(new InsertResult.Inserted());
        assertThat(tokens().find(first.id())).hasValue(first);
        assertThat(tokens().find(second.id())).hasValue(second);
        assertThat(store().find(caller.value(), KEY, NOW)).hasValue(recordOf(second, OTHER_BODY));
    }

    @Test
    void record_contains_the_payload_hash() {
        Token first = token();
        insert(first, KEY, NOW);

        assertThat(store().find(caller.value(), OTHER_BODY, NOW)).hasValue(recordOf(first, KEY));
        assertThat(insert(token(), OTHER_BODY, NOW)).isEqualTo(new InsertResult.KeyInUse(recordOf(first, KEY)));
    }

    @Test
    void keys_are_separate_for_each_caller() {
        insert(token(), KEY, NOW);
        TokenId another = SampleTokens.newId();
        Token token = token();

        assertThat(store().find(another.value(), KEY, NOW)).isEmpty();
        assertThat(store().insert(
                                token, new IdempotencyRecord(another.value(), KEY, token.id(), EXPIRES_AT), NOW, STAMP))
                .isEqualTo(new InsertResult.Inserted());
    }

    @Test
    void taken_token_id_does_not_use_the_key() {
        Token token = token();
        tokens().insert(token, STAMP);

        assertThat(insert(token, KEY, NOW)).isEqualTo(new InsertResult.IdTaken());
        assertThat(store().find(caller.value(), KEY, NOW)).isEmpty();
    }

    @Test
    void record_remains_after_the_token_is_deleted() {
        Token token = token();
        insert(token, KEY, NOW);
        tokens().delete(token, STAMP);

        assertThat(store().find(caller.value(), KEY, NOW)).hasValue(recordOf(token, KEY));
        assertThat(insert(token(), KEY, NOW)).isEqualTo(new InsertResult.KeyInUse(recordOf(token, KEY)));
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_concurrent_inserts_with_the_same_key_succeeds() {
        List<InsertResult> results = ConcurrentCalls.run(16, () -> insert(token(), KEY, NOW));

        IdempotencyRecord stored = store().find(caller.value(), KEY, NOW).orElseThrow();
        assertThat(results).containsOnly(new InsertResult.Inserted(), new InsertResult.KeyInUse(stored));
        assertThat(results).containsOnlyOnce(new InsertResult.Inserted());
        assertThat(queryStore().listSummaries(new TokenFilter.All(), null, 100))
                .extracting(TokenSummary::id)
                .containsExactly(stored.tokenId());
    }

    private InsertResult insert(Token token, IdempotencyKey key, Instant now) {
        return store().insert(token, recordOf(token, key), now, STAMP);
    }

    private IdempotencyRecord recordOf(Token token, IdempotencyKey key) {
        return new IdempotencyRecord(caller.value(), key, token.id(), EXPIRES_AT);
    }

    private Token token() {
        Token token = SampleTokens.full();
        return token.withSettings(SampleTokens.renamed(token.settings(), "Token " + names.incrementAndGet()));
    }
}
