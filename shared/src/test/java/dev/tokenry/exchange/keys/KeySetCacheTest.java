package dev.tokenry.exchange.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.exchange.TestKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeySetCacheTest {

    private static final IssuerKeys.Published ISSUER =
            new IssuerKeys.Published("issuer", "0011", "https://issuer.example", 1);
    private static final VerificationKey KEY = TestKeys.keySet().find("p256").orElseThrow();

    private static final ProviderEndpoints ENDPOINTS =
            new ProviderEndpoints("https://a.example/authorize", "https://a.example/token", "https://a.example/logout");

    private final InMemoryKeySetStore store = new InMemoryKeySetStore();
    private final AtomicInteger fetches = new AtomicInteger();
    private final MovableClock clock = new MovableClock();
    private volatile KeyFetchResult published = published("old");

    @Test
    void first_lookup_fetches_and_later_ones_use_memory() {
        KeySetCache cache = environment();

        assertThat(cache.find(ISSUER, "old")).isInstanceOf(KeyLookup.Found.class);
        int reads = store.reads();
        clock.forward(Duration.ofMinutes(59));

        assertThat(cache.find(ISSUER, "old")).isInstanceOf(KeyLookup.Found.class);
        assertThat(fetches).hasValue(1);
        assertThat(store.reads()).isEqualTo(reads);
    }

    @Test
    void other_environment_uses_the_stored_set() {
        environment().find(ISSUER, "old");

        assertThat(environment().find(ISSUER, "old")).isInstanceOf(KeyLookup.Found.class);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void records_of_issuers_have_key_sets_of_their_own() {
        KeySetCache cache = environment();
        cache.find(ISSUER, "old");
        published = published("new");

        // One of another URL, another one of the same URL, and the same one after it was deleted and created again.
        for (IssuerKeys.Published other : List.of(
                new IssuerKeys.Published("other", "0022", "https://other.example", 1),
                new IssuerKeys.Published("other", "0011", ISSUER.issuer(), 1),
                new IssuerKeys.Published(ISSUER.name(), "0022", ISSUER.issuer(), 1))) {
            assertThat(cache.find(other, "old")).isInstanceOf(KeyLookup.Unknown.class);
            assertThat(cache.find(other, "new")).isInstanceOf(KeyLookup.Found.class);
        }
        assertThat(fetches).hasValue(4);
    }

    /** An administrator has stored the issuer again, with its present keys, because one was stolen. */
    @Test
    void change_of_the_record_makes_what_is_in_memory_void() {
        KeySetCache warm = environment();
        warm.find(ISSUER, "old");
        IssuerKeys.Published changed = new IssuerKeys.Published(ISSUER.name(), ISSUER.id(), ISSUER.issuer(), 2);
        KeyFetchResult.Fetched fetched = (KeyFetchResult.Fetched) published("new");
        store.replaceKeys(changed, new FetchedKeySet(fetched.keys(), fetched.endpoints(), clock.instant()));

        assertThat(warm.find(changed, "old")).isInstanceOf(KeyLookup.Unknown.class);
        assertThat(warm.find(changed, "new")).isInstanceOf(KeyLookup.Found.class);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void uploaded_keys_are_used_as_they_are() {
        IssuerKeys uploaded = new IssuerKeys.Uploaded(keys("old"));

        assertThat(environment().find(uploaded, "old")).isInstanceOf(KeyLookup.Found.class);
        assertThat(environment().find(uploaded, "new")).isInstanceOf(KeyLookup.Unknown.class);
        assertThat(fetches).hasValue(0);
        assertThat(store.reads()).isZero();
    }

    @Test
    void fetched_keys_are_used_although_they_cannot_be_stored() {
        KeySetCache cache = new KeySetCache(
                new FaultyStore(store) {
                    @Override
                    public void replaceKeys(IssuerKeys.Published issuer, FetchedKeySet fetched) {
                        throw new ServiceUnavailableException("down");
                    }
                },
                this::fetch,
                clock);

        assertThat(cache.find(ISSUER, "old")).isInstanceOf(KeyLookup.Found.class);
        assertThat(cache.find(ISSUER, "old")).isInstanceOf(KeyLookup.Found.class);
        assertThat(environment().find(ISSUER, "old")).isInstanceOf(KeyLookup.KeysUnavailable.class);
        assertThat(fetches).hasValue(1);
        clock.forward(Duration.ofMinutes(1));
        assertThat(environment().find(ISSUER, "old")).isInstanceOf(KeyLookup.Found.class);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void unknown_key_of_a_set_that_is_seconds_old_is_rejected_without_a_fetch() {
        KeySetCache cache = environment();
        cache.find(ISSUER, "old");
        int reads = store.reads();
        clock.forward(Duration.ofSeconds(10));
        published = published("new");

        assertThat(cache.find(ISSUER, "new")).isInstanceOf(KeyLookup.Unknown.class);
        assertThat(fetches).hasValue(1);
        assertThat(store.reads()).isEqualTo(reads);
    }

    @Test
    void new_key_is_fetched_after_a_minute() {
        KeySetCache cache = environment();
        cache.find(ISSUER, "old");
        clock.forward(Duration.ofSeconds(60));
        published = published("new");

        assertThat(cache.find(ISSUER, "new")).isInstanceOf(KeyLookup.Found.class);
        assertThat(cache.find(ISSUER, "old")).isInstanceOf(KeyLookup.Unknown.class);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void set_that_another_environment_has_fetched_is_found_in_the_store() {
        KeySetCache cache = environment();
        cache.find(ISSUER, "old");
        clock.forward(Duration.ofSeconds(90));
        published = published("new");
        environment().find(ISSUER, "new");

        assertThat(cache.find(ISSUER, "new")).isInstanceOf(KeyLookup.Found.class);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void withdrawn_key_is_unknown_after_an_hour() {
        KeySetCache cache = environment();
        cache.find(ISSUER, "old");
        published = published("new");
        clock.forward(Duration.ofHours(1));

        assertThat(cache.find(ISSUER, "old")).isInstanceOf(KeyLookup.Unknown.class);
    }

    @Test
    void old_set_is_used_for_a_day_while_the_issuer_is_unavailable() {
        KeySetCache cache = environment();
        cache.find(ISSUER, "old");
        published = failed();
        clock.forward(Duration.ofHours(24).minusSeconds(1));

        assertThat(cache.find(ISSUER, "old")).isInstanceOf(KeyLookup.Found.class);
        assertThat(cache.find(ISSUER, "new")).isInstanceOf(KeyLookup.KeysUnavailable.class);
        assertThat(fetches).hasValue(2);
        clock.forward(Duration.ofSeconds(1));
        assertThat(cache.find(ISSUER, "old")).isInstanceOf(KeyLookup.KeysUnavailable.class);
        assertThat(fetches).hasValue(2);
        clock.forward(Duration.ofMinutes(1));
        published = published("new");
        assertThat(cache.find(ISSUER, "new")).isInstanceOf(KeyLookup.Found.class);
    }

    @Test
    void unknown_key_after_a_failed_fetch_is_not_rejected() {
        KeySetCache cache = environment();
        cache.find(ISSUER, "old");
        published = failed();
        clock.forward(Duration.ofMinutes(2));

        assertThat(cache.find(ISSUER, "new")).isInstanceOf(KeyLookup.KeysUnavailable.class);
        assertThat(cache.find(ISSUER, "new")).isInstanceOf(KeyLookup.KeysUnavailable.class);
        assertThat(cache.find(ISSUER, "old")).isInstanceOf(KeyLookup.Found.class);
        assertThat(environment().find(ISSUER, "new")).isInstanceOf(KeyLookup.KeysUnavailable.class);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void failed_first_fetch_is_repeated_after_a_minute_only() {
        published = failed();

        assertThat(Stream.generate(() -> environment().find(ISSUER, "old")).limit(20))
                .allMatch(KeyLookup.KeysUnavailable.class::isInstance);
        assertThat(fetches).hasValue(1);
        clock.forward(Duration.ofSeconds(59));
        environment().find(ISSUER, "old");
        assertThat(fetches).hasValue(1);
        clock.forward(Duration.ofSeconds(1));
        environment().find(ISSUER, "old");
        assertThat(fetches).hasValue(2);
    }

    @Test
    void clock_that_goes_backwards_keeps_the_set() {
        KeySetCache cache = environment();
        cache.find(ISSUER, "old");
        clock.forward(Duration.ofMinutes(-5));

        assertThat(cache.find(ISSUER, "old")).isInstanceOf(KeyLookup.Found.class);
        assertThat(cache.find(ISSUER, "new")).isInstanceOf(KeyLookup.Unknown.class);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void unknown_ids_in_many_environments_cause_one_fetch_per_minute() throws Exception {
        environment().find(ISSUER, "old");
        fetches.set(0);
        clock.forward(Duration.ofMinutes(5));
        List<KeySetCache> environments =
                IntStream.range(0, 50).mapToObj(_ -> environment()).toList();

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<KeyLookup>> unknown = IntStream.range(0, 1_000)
                    .mapToObj(
                            i -> executor.submit(() -> environments.get(i % 50).find(ISSUER, "unknown-" + i)))
                    .toList();
            List<Future<KeyLookup>> known = environments.stream()
                    .map(cache -> executor.submit(() -> cache.find(ISSUER, "old")))
                    .toList();
            for (Future<KeyLookup> lookup : unknown) {
                assertThat(lookup.get()).isNotInstanceOf(KeyLookup.Found.class);
            }
            for (Future<KeyLookup> lookup : known) {
                assertThat(lookup.get()).isInstanceOf(KeyLookup.Found.class);
            }
        }

        assertThat(fetches).hasValue(1);
        clock.forward(Duration.ofSeconds(59));
        environments.forEach(cache -> cache.find(ISSUER, "unknown"));
        assertThat(fetches).hasValue(1);
    }

    @Test
    void unavailable_issuer_is_not_flooded_either() throws Exception {
        published = failed();
        List<KeySetCache> environments =
                IntStream.range(0, 50).mapToObj(_ -> environment()).toList();

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<KeyLookup> lookup : IntStream.range(0, 1_000)
                    .mapToObj(
                            i -> executor.submit(() -> environments.get(i % 50).find(ISSUER, "unknown-" + i)))
                    .toList()) {
                assertThat(lookup.get()).isInstanceOf(KeyLookup.KeysUnavailable.class);
            }
        }

        assertThat(fetches).hasValue(1);
    }

    @Test
    void unavailable_store_is_no_result() {
        KeySetStore unavailable = new FaultyStore(store) {
            @Override
            public Optional<KeySetState> find(IssuerKeys.Published issuer) {
                throw new ServiceUnavailableException("down");
            }
        };
        KeySetCache cache = new KeySetCache(unavailable, this::fetch, clock);

        assertThatThrownBy(() -> cache.find(ISSUER, "old")).isInstanceOf(ServiceUnavailableException.class);
        assertThat(fetches).hasValue(0);
    }

    // Endpoints

    @Test
    void endpoints_come_with_the_keys() {
        published = publishedWith(ENDPOINTS);
        KeySetCache cache = environment();

        assertThat(cache.findEndpoints(ISSUER)).contains(ENDPOINTS);
        int reads = store.reads();
        assertThat(cache.find(ISSUER, "old")).isInstanceOf(KeyLookup.Found.class);
        assertThat(cache.findEndpoints(ISSUER)).contains(ENDPOINTS);
        assertThat(store.reads()).isEqualTo(reads);
        assertThat(environment().findEndpoints(ISSUER)).contains(ENDPOINTS);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void endpoints_are_fetched_again_after_an_hour_and_used_for_a_day_otherwise() {
        published = publishedWith(ENDPOINTS);
        KeySetCache cache = environment();
        cache.findEndpoints(ISSUER);
        published = failed();
        clock.forward(Duration.ofHours(1));

        assertThat(cache.findEndpoints(ISSUER)).contains(ENDPOINTS);
        assertThat(fetches).hasValue(2);
        assertThat(cache.findEndpoints(ISSUER)).contains(ENDPOINTS);
        assertThat(fetches).hasValue(2);
        ProviderEndpoints moved = new ProviderEndpoints("https://b.example/a", "https://b.example/t", null);
        published = publishedWith(moved);
        clock.forward(Duration.ofMinutes(1));
        assertThat(cache.findEndpoints(ISSUER)).contains(moved);
        published = failed();
        clock.forward(Duration.ofHours(24));
        assertThat(cache.findEndpoints(ISSUER)).isEmpty();
    }

    @Test
    void endpoints_that_are_not_known_are_fetched_once_a_minute() {
        KeySetCache cache = environment();

        for (int i = 0; i < 100; i++) {
            assertThat(cache.findEndpoints(ISSUER)).isEmpty();
            assertThat(environment().findEndpoints(ISSUER)).isEmpty();
        }
        assertThat(fetches).hasValue(1);
        // The keys that came without them are used.
        assertThat(cache.find(ISSUER, "old")).isInstanceOf(KeyLookup.Found.class);
        published = publishedWith(ENDPOINTS);
        clock.forward(Duration.ofMinutes(1));
        assertThat(cache.findEndpoints(ISSUER)).contains(ENDPOINTS);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void endpoints_that_an_issuer_no_longer_names_are_not_used() {
        published = publishedWith(ENDPOINTS);
        KeySetCache cache = environment();
        cache.findEndpoints(ISSUER);
        published = publishedWith(ProviderEndpoints.NONE);
        clock.forward(Duration.ofHours(1));

        assertThat(cache.findEndpoints(ISSUER)).isEmpty();
        assertThat(environment().findEndpoints(ISSUER)).isEmpty();
        assertThat(fetches).hasValue(2);
    }

    private static KeyFetchResult publishedWith(ProviderEndpoints endpoints) {
        return new KeyFetchResult.Fetched(keys("old"), endpoints);
    }

    private KeySetCache environment() {
        return new KeySetCache(store, this::fetch, clock);
    }

    private KeyFetchResult fetch(String issuer) {
        fetches.incrementAndGet();
        return published;
    }

    private static KeyFetchResult published(String... ids) {
        return new KeyFetchResult.Fetched(keys(ids));
    }

    private static KeySet keys(String... ids) {
        return new KeySet(Stream.of(ids)
                .map(id -> new VerificationKey(id, KEY.algorithm(), KEY.publicKey()))
                .toList());
    }

    private static KeyFetchResult failed() {
        return new KeyFetchResult.Failed(KeyFetchResult.Step.KEYS, DocumentFailure.TIMEOUT);
    }

    /** A store that does what another one does, but for what a test overrides. */
    private static class FaultyStore implements KeySetStore {

        private final KeySetStore store;

        FaultyStore(KeySetStore store) {
            this.store = store;
        }

        @Override
        public Optional<KeySetState> find(IssuerKeys.Published issuer) {
            return store.find(issuer);
        }

        @Override
        public boolean claimFetch(IssuerKeys.Published issuer, Instant now, Instant nextFetchAt) {
            return store.claimFetch(issuer, now, nextFetchAt);
        }

        @Override
        public void replaceKeys(IssuerKeys.Published issuer, FetchedKeySet fetched) {
            store.replaceKeys(issuer, fetched);
        }
    }

    private static final class MovableClock extends Clock {

        private volatile Instant now = Instant.parse("2026-03-18T10:37:42Z");

        void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
