package dev.tokenry.store;

import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link IdempotencyStore} promises. */
public abstract class IdempotencyStoreContract {

    private static final Instant UNTIL = NOW.plus(Duration.ofHours(24));
    private static final IdempotencyKey KEY =
            IdempotencyKey.parse("order-7", "{\"name\":\"ci\"}").orElseThrow();
    private static final IdempotencyKey OTHER_BODY =
            IdempotencyKey.parse("order-7", "{ }").orElseThrow();

    private final TokenId caller = SampleTokens.newId();
    private final AtomicInteger names = new AtomicInteger();

    /** The same tokens at each call, none at first. */
    protected abstract TokenStore tokens();

    protected abstract TokenCatalogue catalogue();

    /** The same store at each call, beside these tokens. */
    protected abstract IdempotencyStore store();

    @Test
    void a_key_that_was_never_used_is_not_claimed() {
        assertThat(store().find(caller, KEY)).isEmpty();
    }

    @Test
    void token_and_claim_are_kept_together() {
        Token token = token();

        assertThat(insert(token, KEY, NOW)).isEqualTo(new Insertion.Done());

        assertThat(tokens().find(token.id())).hasValue(token);
        assertThat(store().find(caller, KEY)).hasValue(claim(token, KEY));
    }

    @Test
    void a_key_is_claimed_until_its_time_is_over() {
        Token first = token();
        Token second = token();
        insert(first, KEY, NOW);

        assertThat(insert(second, KEY, UNTIL.minusMillis(1))).isEqualTo(new Insertion.Claimed(claim(first, KEY)));
        assertThat(tokens().find(second.id())).isEmpty();
        assertThat(store().find(caller, KEY)).hasValue(claim(first, KEY));
    }

    @Test
    void a_claim_that_is_over_gives_way() {
        Token first = token();
        Token second = token();
        insert(first, KEY, NOW);

        assertThat(insert(second, OTHER_BODY, UNTIL)).isEqualTo(new Insertion.Done());
        assertThat(tokens().find(first.id())).hasValue(first);
        assertThat(tokens().find(second.id())).hasValue(second);
        assertThat(store().find(caller, KEY)).hasValue(claim(second, OTHER_BODY));
    }

    @Test
    void a_claim_tells_the_body_that_it_is_for() {
        Token first = token();
        insert(first, KEY, NOW);

        assertThat(store().find(caller, OTHER_BODY)).hasValue(claim(first, KEY));
        assertThat(insert(token(), OTHER_BODY, NOW)).isEqualTo(new Insertion.Claimed(claim(first, KEY)));
    }

    @Test
    void each_caller_has_keys_of_its_own() {
        insert(token(), KEY, NOW);
        TokenId another = SampleTokens.newId();
        Token token = token();

        assertThat(store().find(another, KEY)).isEmpty();
        assertThat(store().insert(token, new IdempotencyClaim(another, KEY, token.id(), UNTIL), NOW))
                .isEqualTo(new Insertion.Done());
    }

    @Test
    void an_id_that_was_used_leaves_the_key_free() {
        Token token = token();
        tokens().insert(token);

        assertThat(insert(token, KEY, NOW)).isEqualTo(new Insertion.IdUsed());
        assertThat(store().find(caller, KEY)).isEmpty();
    }

    @Test
    void the_claim_stays_when_the_token_is_deleted() {
        Token token = token();
        insert(token, KEY, NOW);
        tokens().delete(token);

        assertThat(store().find(caller, KEY)).hasValue(claim(token, KEY));
        assertThat(insert(token(), KEY, NOW)).isEqualTo(new Insertion.Claimed(claim(token, KEY)));
    }

    @Test
    void of_parallel_inserts_with_one_key_one_succeeds_and_the_others_learn_of_it() {
        List<Insertion> answers = Parallel.run(16, () -> insert(token(), KEY, NOW));

        IdempotencyClaim kept = store().find(caller, KEY).orElseThrow();
        assertThat(answers).containsOnly(new Insertion.Done(), new Insertion.Claimed(kept));
        assertThat(answers).containsOnlyOnce(new Insertion.Done());
        assertThat(catalogue().rows(new TokenRange.All(), null, 100))
                .extracting(TokenRow::id)
                .containsExactly(kept.made());
    }

    private Insertion insert(Token token, IdempotencyKey key, Instant now) {
        return store().insert(token, claim(token, key), now);
    }

    private IdempotencyClaim claim(Token token, IdempotencyKey key) {
        return new IdempotencyClaim(caller, key, token.id(), UNTIL);
    }

    private Token token() {
        Token token = SampleTokens.full();
        return token.withSettings(SampleTokens.renamed(token.settings(), "Token " + names.incrementAndGet()));
    }
}
