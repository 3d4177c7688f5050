package dev.tokenry.crypto;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/**
 * Timeouts and retries of KMS clients. The first request of a process waits for KMS; during an outage, further requests
 * do, too.
 */
public final class KmsClientSettings {

    /** The maximum number of attempts of a call, including the first. */
    public static final int MAX_ATTEMPTS = 2;

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(1);

    private KmsClientSettings() {}

    /** Returns the settings: 2 attempts in at most 1 second. */
    public static ClientOverrideConfiguration overrides() {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(MAX_ATTEMPTS)
                        .build())
                .apiCallTimeout(CALL_TIMEOUT)
                .build();
    }
}
