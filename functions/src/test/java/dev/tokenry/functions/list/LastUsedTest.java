package dev.tokenry.functions.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LastUsedTest {

    private static final Instant NOW = Instant.parse("2026-03-18T10:37:42.518Z");
    private static final Instant BEFORE = NOW.minusSeconds(60);

    @Test
    void both_ends_are_included() {
        LastUsed window = new LastUsed(BEFORE, NOW.minusMillis(1));

        assertThat(window.holds(BEFORE, NOW)).isTrue();
        assertThat(window.holds(BEFORE.minusMillis(1), NOW)).isFalse();
        assertThat(window.holds(NOW.minusMillis(1), NOW)).isTrue();
        assertThat(window.holds(NOW, NOW)).isFalse();
    }

    @Test
    void without_an_end_it_ends_now() {
        assertThat(new LastUsed(BEFORE, null).holds(NOW, NOW)).isTrue();
        assertThat(new LastUsed(BEFORE, null).holds(NOW.plusMillis(1), NOW)).isFalse();
    }

    @Test
    void never_used_tokens_are_out_when_there_is_a_beginning() {
        assertThat(new LastUsed(BEFORE, null).holds(null, NOW)).isFalse();
        assertThat(new LastUsed(BEFORE, NOW).holds(null, NOW)).isFalse();
        assertThat(new LastUsed(null, NOW).holds(null, NOW)).isTrue();
        assertThat(LastUsed.WHENEVER.holds(null, NOW)).isTrue();
        assertThat(LastUsed.WHENEVER.holds(NOW.plusSeconds(9), NOW)).isTrue();
    }
}
