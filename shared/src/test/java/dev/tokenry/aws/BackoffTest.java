package dev.tokenry.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.tokenry.error.ServiceUnavailableException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void first_attempt_starts_without_delay() {
        assertThatNoException().isThrownBy(() -> new Backoff(Duration.ofDays(1).toMillis()).pause(1));
    }

    @Test
    void delay_doubles_with_each_further_attempt() {
        for (int attempt : new int[] {2, 3, 4}) {
            long startedAt = System.nanoTime();
            new Backoff(10).pause(attempt);

            assertThat(Duration.ofNanos(System.nanoTime() - startedAt))
                    .as("attempt " + attempt)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(10L << (attempt - 1)));
        }
    }

    @Test
    void interruption_is_reported_as_unavailable_and_kept() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(() -> new Backoff(10).pause(2));
        assertThat(Thread.interrupted()).isTrue();
    }
}
