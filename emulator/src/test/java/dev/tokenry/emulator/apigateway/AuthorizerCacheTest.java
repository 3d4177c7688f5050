package dev.tokenry.emulator.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthorizerCacheTest {

    private static final AuthorizerResult RESULT = new AuthorizerResult.Simple(true, Map.of());

    private final TestClock clock = new TestClock();

    @Test
    void identity_values_are_compared_separately() {
        AuthorizerCache cache = new AuthorizerCache(Duration.ofSeconds(1), clock);
        cache.put(List.of("a,b", "c"), RESULT);

        assertThat(cache.find(List.of("a,b", "c"))).contains(RESULT);
        assertThat(cache.find(List.of("a", "b,c"))).isEmpty();
        assertThat(cache.find(List.of("a,b,c"))).isEmpty();
    }

    @Test
    void the_oldest_of_more_than_1000_entries_is_evicted() {
        AuthorizerCache cache = new AuthorizerCache(Duration.ofSeconds(1), clock);
        for (int i = 0; i <= 1_000; i++) {
            cache.put(List.of("token" + i), RESULT);
        }

        assertThat(cache.find(List.of("token0"))).isEmpty();
        assertThat(cache.find(List.of("token1"))).isPresent();
        assertThat(cache.find(List.of("token1000"))).isPresent();
    }

    @Test
    void a_ttl_of_zero_caches_nothing() {
        AuthorizerCache cache = new AuthorizerCache(Duration.ZERO, clock);
        cache.put(List.of("a"), RESULT);

        assertThat(cache.find(List.of("a"))).isEmpty();
    }
}
