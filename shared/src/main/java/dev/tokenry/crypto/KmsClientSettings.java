package dev.tokenry.crypto;

import dev.tokenry.aws.CallSettings;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/** Timeouts and retries of KMS clients. */
public final class KmsClientSettings {

    /** The maximum number of attempts of a call, including the first. */
    public static final int MAX_ATTEMPTS = CallSettings.KMS.maxAttempts();

    private KmsClientSettings() {}

    /** Returns the settings: 2 attempts in at most 1 second. */
    public static ClientOverrideConfiguration overrides() {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(MAX_ATTEMPTS)
                        .build())
                .apiCallTimeout(CallSettings.KMS.callTimeout())
                .build();
    }
}
