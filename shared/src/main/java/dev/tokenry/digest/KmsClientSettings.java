package dev.tokenry.digest;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/** How long a call of KMS may take: a first request waits for it, and every request does while KMS is away. */
public final class KmsClientSettings {

    public static final int ATTEMPTS = 2;

    private static final Duration CALL_LIMIT = Duration.ofSeconds(1);

    private KmsClientSettings() {}

    public static ClientOverrideConfiguration overrides() {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .build())
                .apiCallTimeout(CALL_LIMIT)
                .build();
    }
}
