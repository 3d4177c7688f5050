package dev.tokenry.exchange.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.exchange.TestKeys;
import dev.tokenry.store.ConcurrentCalls;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of every {@link KeySetStore}. */
public abstract class KeySetStoreContract {

    private static final IssuerKeys.Published ISSUER =
            new IssuerKeys.Published("issuer", "0011", "https://issuer.example/realms/a#b", 1);
    private static final Instant NOW = Instant.parse("2026-03-18T10:37:42.123Z");
    private static final Instant NEXT = NOW.plusSeconds(60);

    /** Returns the store under test: the same at each call, and empty before each test. */
    protected abstract KeySetStore store();

    @Test
    void issuer_without_a_fetch_has_no_state() {
        assertThat(store().find(ISSUER)).isEmpty();
    }

    @Test
    void claim_is_stored_without_keys() {
        assertThat(store().claimFetch(ISSUER, NOW, NEXT)).isTrue();

        KeySetState state = store().find(ISSUER).orElseThrow();
        assertThat(state.fetched()).isEmpty();
        assertThat(state.nextFetchAt()).isEqualTo(NEXT);
    }

    @Test
    void record_that_is_created_again_shares_nothing() {
        IssuerKeys.Published again = new IssuerKeys.Published(ISSUER.name(), "0022", ISSUER.issuer(), 1);
        IssuerKeys.Published other = new IssuerKeys.Published("other", ISSUER.id(), ISSUER.issuer(), 1);
        store().claimFetch(ISSUER, NOW, NEXT);
        store().replaceKeys(ISSUER, new FetchedKeySet(TestKeys.keySet(), NOW));

        assertThat(store().find(again)).isEmpty();
        assertThat(store().find(other)).isEmpty();
        assertThat(store().claimFetch(again, NOW, NEXT)).isTrue();
        assertThat(store().find(again).orElseThrow().fetched()).isEmpty();
    }

    @Test
    void next_claim_succeeds_from_its_time_on() {
        store().claimFetch(ISSUER, NOW, NEXT);

        assertThat(store().claimFetch(ISSUER, NEXT.minusMillis(1), NEXT.plusSeconds(60)))
                .isFalse();
        assertThat(store().find(ISSUER).orElseThrow().nextFetchAt()).isEqualTo(NEXT);
        assertThat(store().claimFetch(ISSUER, NEXT, NEXT.plusSeconds(60))).isTrue();
        assertThat(store().find(ISSUER).orElseThrow().nextFetchAt()).isEqualTo(NEXT.plusSeconds(60));
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_many_claims_succeeds() {
        List<Boolean> claims = ConcurrentCalls.run(20, () -> store().claimFetch(ISSUER, NOW, NEXT));

        assertThat(claims).containsOnlyOnce(true);
    }

    @Test
    void keys_are_stored_and_the_claim_stays() {
        store().claimFetch(ISSUER, NOW, NEXT);
        store().replaceKeys(ISSUER, new FetchedKeySet(TestKeys.keySet(), NOW));

        KeySetState state = store().find(ISSUER).orElseThrow();
        assertThat(state.nextFetchAt()).isEqualTo(NEXT);
        assertThat(state.fetched().orElseThrow().fetchedAt()).isEqualTo(NOW);
        assertThat(state.fetched().orElseThrow().keys().keys())
                .containsExactlyInAnyOrderElementsOf(TestKeys.keySet().keys());
    }

    @Test
    void endpoints_are_stored_with_the_keys_and_replaced_with_them() {
        ProviderEndpoints endpoints =
                new ProviderEndpoints("https://a.example/authorize", "https://a.example/token", null);

        store().replaceKeys(ISSUER, new FetchedKeySet(TestKeys.keySet(), endpoints, NOW));
        assertThat(store().find(ISSUER).orElseThrow().fetched().orElseThrow().endpoints())
                .isEqualTo(endpoints);
        // Without a claim, the first one can be made.
        assertThat(store().claimFetch(ISSUER, NOW, NEXT)).isTrue();
        store().replaceKeys(ISSUER, new FetchedKeySet(TestKeys.keySet(), NEXT));
        assertThat(store().find(ISSUER).orElseThrow().fetched().orElseThrow().endpoints())
                .isEqualTo(ProviderEndpoints.NONE);
    }

    @Test
    void claim_keeps_the_keys_and_new_keys_replace_them() {
        KeySet one = new KeySet(List.of(TestKeys.keySet().find("p384").orElseThrow()));
        store().claimFetch(ISSUER, NOW, NEXT);
        store().replaceKeys(ISSUER, new FetchedKeySet(TestKeys.keySet(), NOW));
        store().claimFetch(ISSUER, NEXT, NEXT.plusSeconds(60));

        assertThat(store().find(ISSUER).orElseThrow().fetched().orElseThrow().fetchedAt())
                .isEqualTo(NOW);
        store().replaceKeys(ISSUER, new FetchedKeySet(one, NEXT));
        FetchedKeySet fetched = store().find(ISSUER).orElseThrow().fetched().orElseThrow();
        assertThat(fetched.fetchedAt()).isEqualTo(NEXT);
        assertThat(fetched.keys().keys()).isEqualTo(one.keys());
    }
}
