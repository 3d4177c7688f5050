package dev.tokenry.crypto;

import dev.tokenry.error.ServiceUnavailableException;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.GenerateMacResponse;
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

    private final KmsClient kms;
    private final PepperKeys keys;

    public KmsPepperSource(KmsClient kms, PepperKeys keys) {
        this.kms = kms;
        this.keys = keys;
    }

    @Override
    public Pepper derive(int version) {
        String arn = keys.keyArns().get(version);
        if (arn == null) {
            throw new ServiceUnavailableException("No key is configured for pepper version " + version);
        }
        String message = "tokenry/pepper/" + version;
        try {
            GenerateMacResponse response = kms.generateMac(request -> request.keyId(arn)
                    .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)
                    .message(SdkBytes.fromString(message, StandardCharsets.US_ASCII)));
            return new Pepper(version, response.mac().asByteArray());
        } catch (DisabledException | KmsInvalidStateException | NotFoundException | InvalidKeyUsageException e) {
            throw rejected(version, e);
        } catch (KmsException e) {
            throw isAccessDenied(e) ? rejected(version, e) : unavailable(e);
        } catch (SdkException e) {
            throw unavailable(e);
        }
    }

    private static boolean isAccessDenied(KmsException e) {
        return e.awsErrorDetails() != null
                && ACCESS_DENIED.equals(e.awsErrorDetails().errorCode());
    }

    private static PepperRejectedException rejected(int version, SdkException cause) {
        return new PepperRejectedException("KMS rejected the key of pepper version " + version, cause);
    }

    private static ServiceUnavailableException unavailable(SdkException cause) {
        return new ServiceUnavailableException("KMS is unavailable", cause);
    }
}
