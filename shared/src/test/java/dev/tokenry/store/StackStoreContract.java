package dev.tokenry.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.TokenId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link StackStore} promises. */
public abstract class StackStoreContract {

    private StackStore store;

    /** A store without anything in it. */
    protected abstract StackStore store();

    @BeforeEach
    void take_a_fresh_store() {
        store = store();
    }

    @Test
    void what_was_never_written_is_not_found() {
        assertThat(store.findPepperCheck(1)).isEmpty();
        assertThat(store.findBootstrap(1)).isEmpty();
    }

    @Test
    void the_check_of_each_pepper_is_kept() {
        assertThat(store.insertPepperCheck(1, new byte[] {1, 2})).isTrue();
        assertThat(store.insertPepperCheck(2, new byte[] {3})).isTrue();

        assertThat(store.findPepperCheck(1)).hasValue(new byte[] {1, 2});
        assertThat(store.findPepperCheck(2)).hasValue(new byte[] {3});
    }

    @Test
    void a_pepper_check_is_written_once() {
        store.insertPepperCheck(1, new byte[] {1});

        assertThat(store.insertPepperCheck(1, new byte[] {2})).isFalse();
        assertThat(store.insertPepperCheck(1, new byte[] {1})).isFalse();
        assertThat(store.findPepperCheck(1)).hasValue(new byte[] {1});
    }

    @Test
    void the_token_of_each_bootstrap_generation_is_kept() {
        TokenId first = SampleTokens.newId();
        TokenId second = SampleTokens.newId();
        assertThat(store.insertBootstrap(1, first)).isTrue();
        assertThat(store.insertBootstrap(2, second)).isTrue();

        assertThat(store.findBootstrap(1)).hasValue(first);
        assertThat(store.findBootstrap(2)).hasValue(second);
    }

    @Test
    void a_bootstrap_generation_is_spent_once() {
        TokenId first = SampleTokens.newId();
        store.insertBootstrap(1, first);

        assertThat(store.insertBootstrap(1, SampleTokens.newId())).isFalse();
        assertThat(store.findBootstrap(1)).hasValue(first);
    }

    @Test
    void of_parallel_bootstraps_one_spends_the_generation() {
        assertThat(Parallel.run(16, () -> store.insertBootstrap(1, SampleTokens.newId())))
                .containsOnlyOnce(true)
                .hasSize(16);
    }
}
