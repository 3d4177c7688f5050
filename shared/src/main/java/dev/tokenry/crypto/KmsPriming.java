package dev.tokenry.crypto;

import dev.tokenry.aws.Priming;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;

/** Calls KMS as in {@link Priming}. No pepper is derived. */
public final class KmsPriming {

    private KmsPriming() {}

    public static void prime() {
        try (KmsClient client = Priming.configure(KmsClient.builder(), "{}").build()) {
            client.generateMac(request -> request.keyId("priming")
                    .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)
                    .message(SdkBytes.fromUtf8String("priming")));
        }
    }
}
