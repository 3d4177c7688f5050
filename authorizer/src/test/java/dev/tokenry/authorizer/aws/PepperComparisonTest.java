package dev.tokenry.authorizer.aws;

import dev.tokenry.authorizer.aws.ScriptedService.ScriptedReply;
import dev.tokenry.aws.AwsHttpClient;
import dev.tokenry.aws.CallSettings;
import dev.tokenry.crypto.KmsClientSettings;
import dev.tokenry.crypto.KmsPepperSource;
import dev.tokenry.crypto.PepperKeys;
import dev.tokenry.crypto.PepperSource;
import java.net.URI;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/** The source of peppers of the authorizer and that of the other functions. */
class PepperComparisonTest extends SdkComparison {

    private static final String KEY = "arn:aws:kms:eu-central-1:123456789012:key/one";
    private static final PepperKeys KEYS = PepperKeys.parse("1=" + KEY, "1");

    private static Stream<Case> kmsFaults() {
        String mac = "{\"Mac\":\"" + Base64.getEncoder().encodeToString(new byte[32]) + "\"}";
        return Stream.concat(
                faults().filter(fault -> !fault.name().equals("400 ReplicatedWriteConflictException")),
                Stream.concat(
                        Stream.of(
                                new Case("mac", ScriptedReply.of(200, mac)),
                                new Case("mac after an error", ScriptedReply.of(500, "{}"), ScriptedReply.of(200, mac)),
                                new Case("short mac", ScriptedReply.of(200, "{\"Mac\":\"AAAA\"}")),
                                new Case("mac that is no Base64", ScriptedReply.of(200, "{\"Mac\":\"-\"}")),
                                new Case("mac that is no string", ScriptedReply.of(200, "{\"Mac\":null}"))),
                        Stream.of(
                                        "DependencyTimeoutException",
                                        "DisabledException",
                                        "InvalidGrantTokenException",
                                        "InvalidKeyUsageException",
                                        "KeyUnavailableException",
                                        "KMSInternalException",
                                        "KMSInvalidStateException",
                                        "NotFoundException")
                                .map(code -> error(400, code))));
    }

    @ParameterizedTest
    @MethodSource("kmsFaults")
    void pepper_source_has_the_same_outcome(Case fault) {
        try (KmsClient kms = KmsClient.builder()
                .region(Region.EU_CENTRAL_1)
                .endpointOverride(URI.create(service.url()))
                .credentialsProvider(credentials())
                .httpClient(AwsHttpClient.create())
                .overrideConfiguration(patient(KmsClientSettings.overrides()))
                .build()) {
            compare(
                    fault,
                    new KmsPepperSource(kms, KEYS),
                    TestServices.at(service.url()).pepperSource(KEYS, patient(CallSettings.KMS)),
                    source -> () -> checkValue(source));
        }
    }

    private static String checkValue(PepperSource source) {
        return Base64.getEncoder().encodeToString(source.derive(1).checkValue());
    }
}
