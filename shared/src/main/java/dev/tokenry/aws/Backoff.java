package dev.tokenry.aws;

import dev.tokenry.error.ServiceUnavailableException;

/**
 * The exponential back-off between the attempts of a call: {@code 2 * baseMillis} before the second attempt, doubled
 * with each further one. The first attempt starts without delay.
 */
public record Backoff(long baseMillis) {

    /**
     * Waits until an attempt may start.
     *
     * @param attempt the number of the attempt, starting at 1
     * @throws ServiceUnavailableException if the thread is interrupted; its interrupt status is kept
     */
    public void pause(int attempt) {
        try {
            Thread.sleep(attempt == 1 ? 0 : baseMillis << (attempt - 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailableException("Interrupted while waiting to retry a call", e);
        }
    }
}
