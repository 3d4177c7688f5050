package dev.tokenry.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.aws.AwsHttpClient;
import dev.tokenry.backend.AwsService;
import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.backend.TestBackend;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

/** Peppers from keys as the template creates them, and from keys in the states that stop every token. */
@RequiresBackend
class KmsPepperSourceIT {

    // With the default timeouts of the SDK, for tests on a busy machine.
    private static final KmsClient KMS = TestBackend.current()
            .configure(KmsClient.builder(), AwsService.KMS)
            .httpClient(AwsHttpClient.create())
            .build();

    private final KeyMetadata key = newKey();

    @AfterAll
    static void close() {
        KMS.close();
    }

    @Test
    void pepper_is_the_same_at_each_derivation() {
        assertThat(checkValue(key.arn(), 1)).isEqualTo(checkValue(key.arn(), 1));
    }

    @Test
    void pepper_differs_by_version_and_by_key() {
        assertThat(checkValue(key.arn(), 1))
                .isNotEqualTo(checkValue(key.arn(), 2))
                .isNotEqualTo(checkValue(newKey().arn(), 1));
    }

    @Test
    @RequiresBackend(Capability.KEY_STATES)
    void disabled_key_is_rejected_until_it_is_enabled() {
        byte[] before = checkValue(key.arn(), 1);
        KMS.disableKey(it -> it.keyId(key.keyId()));

        assertRejected(key.arn());

        KMS.enableKey(it -> it.keyId(key.keyId()));
        assertThat(checkValue(key.arn(), 1)).isEqualTo(before);
    }

    @Test
    @RequiresBackend(Capability.KEY_STATES)
    void key_that_will_be_deleted_is_rejected() {
        KMS.scheduleKeyDeletion(it -> it.keyId(key.keyId()).pendingWindowInDays(7));

        assertRejected(key.arn());
    }

    @Test
    void absent_key_is_rejected() {
        assertRejected(key.arn().replace(key.keyId(), "00000000-0000-4000-8000-000000000000"));
    }

    private static void assertRejected(String arn) {
        assertThatExceptionOfType(PepperRejectedException.class).isThrownBy(() -> checkValue(arn, 1));
    }

    private static byte[] checkValue(String arn, int version) {
        PepperKeys keys = new PepperKeys(Map.of(version, arn), version);
        return new KmsPepperSource(KMS, keys).derive(version).checkValue();
    }

    private static KeyMetadata newKey() {
        return KMS.createKey(it -> it.keySpec(KeySpec.HMAC_256).keyUsage(KeyUsageType.GENERATE_VERIFY_MAC))
                .keyMetadata();
    }
}
