package dev.tokenry.store;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** How long a call of DynamoDB may take: with the SDK's own settings a throttled one holds an authorizer for a minute. */
public final class DynamoClientSettings {

    public static final int ATTEMPTS = 3;

    private static final Duration ATTEMPT_LIMIT = Duration.ofMillis(400);
    private static final Duration CALL_LIMIT = Duration.ofMillis(1500);

    private static final Duration BRIEF_LIMIT = Duration.ofMillis(150);

    // Three attempts that run out of time leave 300 ms for the two pauses; the SDK would pause a second when throttled.
    private static final BackoffStrategy PAUSE =
            BackoffStrategy.exponentialDelay(Duration.ofMillis(25), Duration.ofMillis(150));
    private static final BackoffStrategy PAUSE_WHEN_THROTTLED =
            BackoffStrategy.exponentialDelay(Duration.ofMillis(75), Duration.ofMillis(150));

    private DynamoClientSettings() {}

    public static ClientOverrideConfiguration overrides() {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .backoffStrategy(PAUSE)
                        .throttlingBackoffStrategy(PAUSE_WHEN_THROTTLED)
                        .build())
                .apiCallAttemptTimeout(ATTEMPT_LIMIT)
                .apiCallTimeout(CALL_LIMIT)
                .build();
    }

    /** For last use and renewed digests alone: a caller waits, nothing hangs on them, and the next use tries again. */
    public static ClientOverrideConfiguration briefOverrides() {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .apiCallTimeout(BRIEF_LIMIT)
                .build();
    }
}
