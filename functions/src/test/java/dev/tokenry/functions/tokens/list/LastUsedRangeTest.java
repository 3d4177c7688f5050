package dev.tokenry.functions.tokens.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LastUsedRangeTest {

    private static final Instant NOW = Instant.parse("2026-03-18T10:37:42.518Z");
    private static final Instant BEFORE = NOW.minusSeconds(60);

    @Test
    void both_ends_are_included() {
        LastUsedRange range = new LastUsedRange(BEFORE, NOW.minusMillis(1));

        assertThat(range.contains(BEFORE, NOW)).isTrue();
        assertThat(range.contains(BEFORE.minusMillis(1), NOW)).isFalse();
        assertThat(range.contains(NOW.minusMillis(1), NOW)).isTrue();
        assertThat(range.contains(NOW, NOW)).isFalse();
    }

    @Test
    void missing_end_means_now() {
        assertThat(new LastUsedRange(BEFORE, null).contains(NOW, NOW)).isTrue();
        assertThat(new LastUsedRange(BEFORE, null).contains(NOW.plusMillis(1), NOW))
                .isFalse();
    }

    @Test
    void never_used_tokens_do_not_match_a_start() {
        assertThat(new LastUsedRange(BEFORE, null).contains(null, NOW)).isFalse();
        assertThat(new LastUsedRange(BEFORE, NOW).contains(null, NOW)).isFalse();
        assertThat(new LastUsedRange(null, NOW).contains(null, NOW)).isTrue();
        assertThat(LastUsedRange.ANY.contains(null, NOW)).isTrue();
        assertThat(LastUsedRange.ANY.contains(NOW.plusSeconds(9), NOW)).isTrue();
    }
}
