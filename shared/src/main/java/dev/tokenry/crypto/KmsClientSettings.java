package dev.tokenry.crypto;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/** How long a call of KMS may take: a first request waits for it, and every request does while KMS is away. */
public final class KmsClientSettings {

    public static final int MAX_ATTEMPTS = 2;

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(1);

    private KmsClientSettings() {}

    public static ClientOverrideConfiguration overrides() {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(MAX_ATTEMPTS)
                        .build())
                .apiCallTimeout(CALL_TIMEOUT)
                .build();
    }
}
