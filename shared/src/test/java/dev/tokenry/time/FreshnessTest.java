package dev.tokenry.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FreshnessTest {

    private static final Instant SINCE = Instant.parse("2026-11-22T10:15:30Z");
    private static final Freshness FRESHNESS = new Freshness(SINCE, Duration.ofSeconds(60));

    @Test
    void value_is_fresh_from_its_start_until_its_ttl_is_over() {
        assertThat(FRESHNESS.isFreshAt(SINCE)).isTrue();
        assertThat(FRESHNESS.isFreshAt(SINCE.plusMillis(59_999))).isTrue();
        assertThat(FRESHNESS.isFreshAt(SINCE.plusMillis(60_000))).isFalse();
    }

    @Test
    void clock_that_is_set_back_makes_the_value_stale() {
        assertThat(FRESHNESS.isFreshAt(SINCE.minusMillis(1))).isFalse();
    }

    @Test
    void value_without_ttl_is_never_fresh() {
        assertThat(new Freshness(SINCE, Duration.ZERO).isFreshAt(SINCE)).isFalse();
    }
}
