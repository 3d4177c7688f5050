package dev.tokenry.store.dynamodb;

import dev.tokenry.aws.CallSettings;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Timeouts and retries of the DynamoDB client and of its requests. With the defaults of the SDK, a throttled call can
 * block a function for a minute.
 */
public final class DynamoClientSettings {

    /** The maximum number of attempts of a call of the {@linkplain #standard() client}, including the first. */
    public static final int MAX_ATTEMPTS = CallSettings.DYNAMODB.maxAttempts();

    private static final Duration LARGE_READ_ATTEMPT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LARGE_READ_CALL_TIMEOUT = Duration.ofSeconds(5);

    private DynamoClientSettings() {}

    /** Returns the settings of the client: {@link CallSettings#DYNAMODB}. */
    public static ClientOverrideConfiguration standard() {
        CallSettings settings = CallSettings.DYNAMODB;
        return ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(settings.maxAttempts())
                        .backoffStrategy(BackoffStrategy.exponentialDelay(settings.delay(), settings.maxDelay()))
                        .throttlingBackoffStrategy(
                                BackoffStrategy.exponentialDelay(settings.delayWhenThrottled(), settings.maxDelay()))
                        .build())
                .apiCallAttemptTimeout(settings.attemptTimeout())
                .apiCallTimeout(settings.callTimeout())
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
     * Returns the settings of a request that the client does not repeat. A client that repeats requests reports only
     * the failure of the last attempt, which does not tell whether an earlier one was executed.
     */
    static AwsRequestOverrideConfiguration singleAttempt() {
        return AwsRequestOverrideConfiguration.builder()
                .addPlugin(client -> client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .build()))
                .build();
    }

    /** Returns the settings of a write whose failure is harmless: {@link CallSettings#BEST_EFFORT}. */
    public static AwsRequestOverrideConfiguration bestEffort() {
        return singleAttempt().toBuilder()
                .apiCallTimeout(CallSettings.BEST_EFFORT.callTimeout())
                .build();
    }
}
