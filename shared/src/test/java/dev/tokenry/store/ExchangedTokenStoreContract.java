package dev.tokenry.store;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.model.Token;
import dev.tokenry.store.ExchangedTokenStore.Outcome;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of every {@link ExchangedTokenStore}. */
public abstract class ExchangedTokenStoreContract {

    private static final IdTokenUse USE = new IdTokenUse("digest-1", NOW.plusSeconds(300));
    private static final IdTokenUse OTHER_USE = new IdTokenUse("digest-2", NOW.plusSeconds(300));

    /** Returns the store of the tokens: the same at each call, and empty before each test. */
    protected abstract TokenStore tokens();

    /** Returns the store under test over the same tokens: the same at each call. */
    protected abstract ExchangedTokenStore store();

    @Test
    void token_and_use_are_stored_together() {
        Token token = token();

        assertThat(store().isUsed(USE.digest())).isFalse();
        assertThat(store().insertFirst(token, USE, STAMP)).isEqualTo(Outcome.INSERTED);
        assertThat(tokens().find(token.id())).hasValue(token);
        assertThat(store().isUsed(USE.digest())).isTrue();
        assertThat(store().isUsed(OTHER_USE.digest())).isFalse();
    }

    @Test
    void an_id_token_is_used_once() {
        Token first = token();
        Token second = token();
        store().insertFirst(first, USE, STAMP);

        assertThat(store().insertFirst(second, USE, STAMP)).isEqualTo(Outcome.ALREADY_USED);
        assertThat(tokens().find(second.id())).isEmpty();
        assertThat(tokens().find(first.id())).hasValue(first);
        assertThat(store().insertFirst(second, OTHER_USE, STAMP)).isEqualTo(Outcome.INSERTED);
    }

    @Test
    void an_id_token_is_used_once_although_its_token_was_deleted() {
        Token first = token();
        store().insertFirst(first, USE, STAMP);
        tokens().delete(first, STAMP);

        assertThat(store().insertFirst(token(), USE, STAMP)).isEqualTo(Outcome.ALREADY_USED);
    }

    @Test
    void an_id_is_inserted_once_and_its_id_token_stays_unused() {
        Token first = token();
        store().insertFirst(first, USE, STAMP);

        assertThat(store().insertFirst(first, OTHER_USE, STAMP)).isEqualTo(Outcome.ID_TAKEN);
        assertThat(store().isUsed(OTHER_USE.digest())).isFalse();
        assertThat(store().insert(first, STAMP)).isEqualTo(Outcome.ID_TAKEN);
    }

    @Test
    void id_tokens_that_can_be_used_again_leave_no_trace() {
        Token token = token();

        assertThat(store().insert(token, STAMP)).isEqualTo(Outcome.INSERTED);
        assertThat(store().insert(token(), STAMP)).isEqualTo(Outcome.INSERTED);
        assertThat(tokens().find(token.id())).hasValue(token);
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_concurrent_exchanges_of_an_id_token_succeeds() {
        List<Outcome> outcomes = ConcurrentCalls.run(20, () -> store().insertFirst(token(), USE, STAMP));

        assertThat(outcomes).containsOnlyOnce(Outcome.INSERTED);
        assertThat(Collections.frequency(outcomes, Outcome.ALREADY_USED)).isEqualTo(19);
    }

    /** Each has another name, as exchanges give them. */
    private static Token token() {
        Token token = SampleTokens.exchanged("ci", "web", NOW);
        return token.withSettings(SampleTokens.renamed(token.settings(), "ci-web " + token.id()));
    }
}
