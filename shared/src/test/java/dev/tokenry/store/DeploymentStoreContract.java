package dev.tokenry.store;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.model.TokenId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every {@link DeploymentStore}. */
public abstract class DeploymentStoreContract {

    private DeploymentStore store;

    /** Returns an empty store. */
    protected abstract DeploymentStore store();

    @BeforeEach
    void create_store() {
        store = store();
    }

    @Test
    void missing_facts_are_not_found() {
        assertThat(store.findPepperCheckValue(1)).isEmpty();
        assertThat(store.findBootstrapToken(1)).isEmpty();
    }

    @Test
    void check_value_of_each_pepper_is_stored() {
        assertThat(store.insertPepperCheckValue(1, new byte[] {1, 2}, STAMP)).isTrue();
        assertThat(store.insertPepperCheckValue(2, new byte[] {3}, STAMP)).isTrue();

        assertThat(store.findPepperCheckValue(1)).hasValue(new byte[] {1, 2});
        assertThat(store.findPepperCheckValue(2)).hasValue(new byte[] {3});
    }

    @Test
    void check_value_is_written_once() {
        store.insertPepperCheckValue(1, new byte[] {1}, STAMP);

        assertThat(store.insertPepperCheckValue(1, new byte[] {2}, STAMP)).isFalse();
        assertThat(store.insertPepperCheckValue(1, new byte[] {1}, STAMP)).isFalse();
        assertThat(store.findPepperCheckValue(1)).hasValue(new byte[] {1});
    }

    @Test
    void token_of_each_bootstrap_generation_is_stored() {
        TokenId first = SampleTokens.newId();
        TokenId second = SampleTokens.newId();
        assertThat(store.insertBootstrapToken(1, first, STAMP)).isTrue();
        assertThat(store.insertBootstrapToken(2, second, STAMP)).isTrue();

        assertThat(store.findBootstrapToken(1)).hasValue(first);
        assertThat(store.findBootstrapToken(2)).hasValue(second);
    }

    @Test
    void bootstrap_generation_is_used_once() {
        TokenId first = SampleTokens.newId();
        store.insertBootstrapToken(1, first, STAMP);

        assertThat(store.insertBootstrapToken(1, SampleTokens.newId(), STAMP)).isFalse();
        assertThat(store.findBootstrapToken(1)).hasValue(first);
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_concurrent_bootstraps_succeeds() {
        assertThat(ConcurrentCalls.run(16, () -> store.insertBootstrapToken(1, SampleTokens.newId(), STAMP)))
                .containsOnlyOnce(true)
                .hasSize(16);
    }
}
