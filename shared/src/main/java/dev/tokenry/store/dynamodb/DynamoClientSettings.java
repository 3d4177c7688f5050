package dev.tokenry.store.dynamodb;

import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Timeouts and retries of the DynamoDB client and of its requests. With the defaults of the SDK, a throttled call can block
 * a function for a minute.
 */
public final class DynamoClientSettings {

    /** The maximum number of attempts of a call of the {@linkplain #standard() client}, including the first. */
    public static final int MAX_ATTEMPTS = 3;

    private static final Duration ATTEMPT_TIMEOUT = Duration.ofMillis(400);
    private static final Duration CALL_TIMEOUT = Duration.ofMillis(1500);

    private static final Duration LARGE_READ_ATTEMPT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LARGE_READ_CALL_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration BEST_EFFORT_TIMEOUT = Duration.ofMillis(150);

    // Three attempts that time out leave 300 ms for the two delays; the SDK would wait up to a second when throttled.
    private static final BackoffStrategy BACKOFF =
            BackoffStrategy.exponentialDelay(Duration.ofMillis(25), Duration.ofMillis(150));
    private static final BackoffStrategy BACKOFF_WHEN_THROTTLED =
            BackoffStrategy.exponentialDelay(Duration.ofMillis(75), Duration.ofMillis(150));

    private DynamoClientSettings() {}

    /** Returns the settings of the client: 3 attempts of 400 ms, 1.5 s in total. */
    public static ClientOverrideConfiguration standard() {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(MAX_ATTEMPTS)
                        .backoffStrategy(BACKOFF)
                        .throttlingBackoffStrategy(BACKOFF_WHEN_THROTTLED)
                        .build())
                .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                .apiCallTimeout(CALL_TIMEOUT)
                .build();
    }

    /**
     * Returns the settings of a request for up to a megabyte of items, which a list makes side by side with others: 3
     * attempts of 2 s, 5 s in total.
     */
    static AwsRequestOverrideConfiguration largeRead() {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(LARGE_READ_ATTEMPT_TIMEOUT)
                .apiCallTimeout(LARGE_READ_CALL_TIMEOUT)
                .build();
    }

    /**
     * Returns the settings of a request that the client does not repeat. A client that repeats requests reports only the
     * failure of the last attempt, which does not tell whether an earlier one was executed.
     */
    static AwsRequestOverrideConfiguration singleAttempt() {
        return AwsRequestOverrideConfiguration.builder()
                .addPlugin(client -> client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .build()))
                .build();
    }

    /**
     * Returns the settings of a write whose failure is harmless, such as that of a last use: one attempt of 150 ms. The
     * response waits for it, and a later request writes again.
     */
    public static AwsRequestOverrideConfiguration bestEffort() {
        return singleAttempt().toBuilder().apiCallTimeout(BEST_EFFORT_TIMEOUT).build();
    }
}
