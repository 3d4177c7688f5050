package dev.tokenry.authorizer.aws;

import java.time.Duration;

/**
 * Timeouts and retries of calls.
 *
 * @param maxAttempts the maximum number of attempts, including the first
 * @param attemptTimeout the maximum duration of an attempt
 * @param callTimeout the maximum duration of all attempts and the delays between them
 * @param delay the maximum delay before the second attempt; each further one doubles it
 * @param delayWhenThrottled the same if the service throttles
 * @param maxDelay the maximum of any delay
 */
record CallSettings(
        int maxAttempts,
        Duration attemptTimeout,
        Duration callTimeout,
        Duration delay,
        Duration delayWhenThrottled,
        Duration maxDelay) {

    /** Returns these settings with other timeouts. */
    CallSettings withTimeouts(Duration attempt, Duration call) {
        return new CallSettings(maxAttempts, attempt, call, delay, delayWhenThrottled, maxDelay);
    }

    /** Returns the maximum delay before an attempt, from the second on. The actual delay is random, up to this. */
    Duration maxDelayBefore(int attempt, boolean throttled) {
        Duration first = throttled ? delayWhenThrottled : delay;
        Duration exponential = first.multipliedBy(1L << (attempt - 2));
        return exponential.compareTo(maxDelay) < 0 ? exponential : maxDelay;
    }
}
