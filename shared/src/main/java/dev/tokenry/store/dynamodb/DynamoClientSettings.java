package dev.tokenry.store.dynamodb;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** How long a call of DynamoDB may take: with the SDK's own settings a throttled one holds an authorizer for a minute. */
public final class DynamoClientSettings {

    public static final int MAX_ATTEMPTS = 3;

    private static final Duration ATTEMPT_TIMEOUT = Duration.ofMillis(400);
    private static final Duration CALL_TIMEOUT = Duration.ofMillis(1500);

    private static final Duration BEST_EFFORT_TIMEOUT = Duration.ofMillis(150);

    // Three attempts that run out of time leave 300 ms for the two pauses; the SDK would pause a second when throttled.
    private static final BackoffStrategy BACKOFF =
            BackoffStrategy.exponentialDelay(Duration.ofMillis(25), Duration.ofMillis(150));
    private static final BackoffStrategy BACKOFF_WHEN_THROTTLED =
            BackoffStrategy.exponentialDelay(Duration.ofMillis(75), Duration.ofMillis(150));

    private DynamoClientSettings() {}

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

    /** For last use and renewed digests alone: a caller waits, nothing hangs on them, and the next use tries again. */
    public static ClientOverrideConfiguration bestEffort() {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .apiCallTimeout(BEST_EFFORT_TIMEOUT)
                .build();
    }
}
