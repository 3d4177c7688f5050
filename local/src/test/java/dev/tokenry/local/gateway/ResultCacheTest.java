package dev.tokenry.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultCacheTest {

    private static final AuthorizerResult RESULT = new AuthorizerResult.Simple(true, Map.of());

    private final TestClock clock = new TestClock();

    @Test
    void values_are_not_mixed_up_by_where_they_are_joined() {
        ResultCache cache = new ResultCache(Duration.ofSeconds(1), clock);
        cache.keep(List.of("a,b", "c"), RESULT);

        assertThat(cache.find(List.of("a,b", "c"))).contains(RESULT);
        assertThat(cache.find(List.of("a", "b,c"))).isEmpty();
        assertThat(cache.find(List.of("a,b,c"))).isEmpty();
    }

    @Test
    void the_oldest_of_more_than_a_thousand_is_forgotten() {
        ResultCache cache = new ResultCache(Duration.ofSeconds(1), clock);
        for (int i = 0; i <= 1_000; i++) {
            cache.keep(List.of("token" + i), RESULT);
        }

        assertThat(cache.find(List.of("token0"))).isEmpty();
        assertThat(cache.find(List.of("token1"))).isPresent();
        assertThat(cache.find(List.of("token1000"))).isPresent();
    }

    @Test
    void zero_keeps_nothing() {
        ResultCache cache = new ResultCache(Duration.ZERO, clock);
        cache.keep(List.of("a"), RESULT);

        assertThat(cache.find(List.of("a"))).isEmpty();
    }
}
