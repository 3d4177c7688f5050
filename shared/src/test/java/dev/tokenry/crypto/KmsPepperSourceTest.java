package dev.tokenry.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.error.ServiceUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DependencyTimeoutException;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.GenerateMacRequest;
import software.amazon.awssdk.services.kms.model.GenerateMacResponse;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.KeyUnavailableException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInternalException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.LimitExceededException;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.NotFoundException;

class KmsPepperSourceTest {

    private static final PepperKeys KEYS = new PepperKeys(Map.of(1, PepperKeysTest.ONE, 2, PepperKeysTest.TWO), 1);

    private final List<GenerateMacRequest> requests = new ArrayList<>();
    private Supplier<GenerateMacResponse> response = () -> macOf(new byte[32]);
    private final PepperSource source = new KmsPepperSource(new FakeKms(), KEYS);

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void pepper_is_the_mac_of_its_version_under_its_key(int version) {
        byte[] mac = new byte[32];
        mac[7] = 7;
        response = () -> macOf(mac);

        assertThat(source.derive(version).checkValue()).isEqualTo(new Pepper(version, mac).checkValue());
        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.keyId()).isEqualTo(KEYS.keyArns().get(version));
            assertThat(request.macAlgorithm()).isEqualTo(MacAlgorithmSpec.HMAC_SHA_256);
            assertThat(request.message().asUtf8String()).isEqualTo("tokenry/pepper/" + version);
        });
    }

    static Stream<RuntimeException> rejections() {
        return Stream.of(
                DisabledException.builder().message("disabled").build(),
                KmsInvalidStateException.builder().message("pending deletion").build(),
                NotFoundException.builder().message("no key").build(),
                InvalidKeyUsageException.builder().message("not for MACs").build(),
                kmsFault(400, "AccessDeniedException"));
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void unusable_key_is_rejected(RuntimeException fault) {
        failWith(fault);

        assertThatExceptionOfType(PepperRejectedException.class)
                .isThrownBy(() -> source.derive(1))
                .withCause(fault);
    }

    static Stream<RuntimeException> outages() {
        return Stream.of(
                kmsFault(400, "ThrottlingException"),
                kmsFault(500, "InternalFailure"),
                kmsFault(503, "ServiceUnavailableException"),
                kmsFault(400, "ExpiredTokenException"),
                KmsException.builder().message("no details").build(),
                KmsInternalException.builder().message("internal").build(),
                KeyUnavailableException.builder().message("try later").build(),
                DependencyTimeoutException.builder().message("timed out").build(),
                LimitExceededException.builder().message("limit").build(),
                ApiCallTimeoutException.create(1_000),
                SdkClientException.create("connection refused"));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void unreachable_key_is_unavailable(RuntimeException fault) {
        failWith(fault);

        assertThatExceptionOfType(ServiceUnavailableException.class)
                .isThrownBy(() -> source.derive(1))
                .withCause(fault);
    }

    @Test
    void version_without_key_is_unavailable_without_a_call() {
        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(() -> source.derive(3));
        assertThat(requests).isEmpty();
    }

    @Test
    void no_call_is_made_before_the_first_derivation() {
        assertThat(requests).isEmpty();
    }

    private void failWith(RuntimeException fault) {
        response = () -> {
            throw fault;
        };
    }

    private static RuntimeException kmsFault(int status, String code) {
        return KmsException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    private static GenerateMacResponse macOf(byte[] mac) {
        return GenerateMacResponse.builder().mac(SdkBytes.fromByteArray(mac)).build();
    }

    private final class FakeKms implements KmsClient {

        @Override
        public GenerateMacResponse generateMac(GenerateMacRequest request) {
            requests.add(request);
            return response.get();
        }

        @Override
        public String serviceName() {
            return "kms";
        }

        @Override
        public void close() {}
    }
}
