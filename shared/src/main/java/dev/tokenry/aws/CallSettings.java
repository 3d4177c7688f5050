package dev.tokenry.aws;

import java.time.Duration;

/**
 * Timeouts and retries of calls. The clients of the AWS SDK and the calls of the authorizer have the same.
 *
 * @param maxAttempts the maximum number of attempts, including the first
 * @param attemptTimeout the maximum duration of an attempt
 * @param callTimeout the maximum duration of all attempts and the delays between them
 * @param delay the maximum delay before the second attempt; each further one doubles it
 * @param delayWhenThrottled the same if the service throttles
 * @param maxDelay the maximum of any delay
 */
public record CallSettings(
        int maxAttempts,
        Duration attemptTimeout,
        Duration callTimeout,
        Duration delay,
        Duration delayWhenThrottled,
        Duration maxDelay) {

    /**
     * The maximum duration of a TCP connect, less than that of an attempt: the failure of a connect is no unknown
     * outcome.
     */
    public static final Duration CONNECT_TIMEOUT = Duration.ofMillis(350);

    /** How long a connection may be idle: less than the time after which the services close it. */
    public static final Duration MAX_IDLE_TIME = Duration.ofSeconds(55);

    /**
     * Calls of DynamoDB whose result a request depends on. Three attempts that time out leave 300 ms for the two
     * delays; the SDK would wait up to a second when throttled.
     */
    public static final CallSettings DYNAMODB = new CallSettings(
            3,
            Duration.ofMillis(400),
            Duration.ofMillis(1500),
            Duration.ofMillis(25),
            Duration.ofMillis(75),
            Duration.ofMillis(150));

    /**
     * Writes whose failure is harmless, such as that of a last use. The response waits for them, and a later request
     * writes again.
     */
    public static final CallSettings BEST_EFFORT = new CallSettings(
            1, Duration.ofMillis(150), Duration.ofMillis(150), Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /**
     * Calls of KMS. The first request of a process waits for them; during an outage, further requests do, too. The
     * client of the SDK applies its own delays and no timeout to an attempt.
     */
    public static final CallSettings KMS = new CallSettings(
            2,
            Duration.ofMillis(600),
            Duration.ofSeconds(1),
            Duration.ofMillis(25),
            Duration.ofMillis(75),
            Duration.ofMillis(150));

    /** Returns these settings with other timeouts. */
    public CallSettings withTimeouts(Duration attempt, Duration call) {
        return new CallSettings(maxAttempts, attempt, call, delay, delayWhenThrottled, maxDelay);
    }

    /** Returns the maximum delay before an attempt, from the second on. The actual delay is random, up to this. */
    public Duration maxDelayBefore(int attempt, boolean throttled) {
        Duration first = throttled ? delayWhenThrottled : delay;
        Duration exponential = first.multipliedBy(1L << (attempt - 2));
        return exponential.compareTo(maxDelay) < 0 ? exponential : maxDelay;
    }
}
