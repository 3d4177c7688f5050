package dev.tokenry.crypto;

import dev.tokenry.aws.AwsCalls;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.SecretDigest;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.GenerateMacRequest;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/**
 * Derives peppers in KMS with {@code GenerateMac(key, HMAC_SHA_256, "tokenry/pepper/" + version)}. Each derivation is
 * one call.
 */
public final class KmsPepperSource implements PepperSource {

    private static final String ACCESS_DENIED = "AccessDeniedException";
    private static final AwsCalls KMS = new AwsCalls("KMS", KmsPepperSource::rejectsKey);

    private final KmsClient kms;
    private final PepperKeys keys;

    public KmsPepperSource(KmsClient kms, PepperKeys keys) {
        this.kms = kms;
        this.keys = keys;
    }

    @Override
    public Pepper derive(int version) {
        GenerateMacRequest request = GenerateMacRequest.builder()
                .keyId(keys.keyArn(version))
                .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)
                .message(SdkBytes.fromByteArray(PepperSource.message(version)))
                .build();
        try {
            SdkBytes mac = KMS.call(kms::generateMac, request).mac();
            if (mac == null || mac.asByteArrayUnsafe().length != SecretDigest.BYTES) {
                throw new ServiceUnavailableException("KMS returned no HMAC-SHA-256");
            }
            return new Pepper(version, mac.asByteArray());
        } catch (KmsException e) {
            throw new PepperRejectedException("KMS rejected the key of pepper version " + version, e);
        }
    }

    private static boolean rejectsKey(SdkException e) {
        return switch (e) {
            case DisabledException _, KmsInvalidStateException _, NotFoundException _, InvalidKeyUsageException _ ->
                true;
            case KmsException other ->
                other.awsErrorDetails() != null
                        && ACCESS_DENIED.equals(other.awsErrorDetails().errorCode());
            default -> false;
        };
    }
}
