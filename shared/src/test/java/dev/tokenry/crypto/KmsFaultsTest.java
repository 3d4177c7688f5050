package dev.tokenry.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.aws.AwsFaults;
import dev.tokenry.aws.FaultyHttpClient;
import dev.tokenry.aws.FaultyHttpClient.CallBehaviour;
import dev.tokenry.error.ServiceUnavailableException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kms.KmsClient;

/** The outcome of every fault of a derivation. */
class KmsFaultsTest {

    private final FaultyHttpClient http = new FaultyHttpClient();
    private final KmsClient client = http.configure(KmsClient.builder()).build();
    private final PepperSource source = new KmsPepperSource(client, new PepperKeys(Map.of(1, PepperKeysTest.ONE), 1));

    @AfterEach
    void close() {
        client.close();
        http.close();
    }

    static Stream<Named<CallBehaviour>> faults() {
        return Stream.concat(
                AwsFaults.all(),
                Stream.of(
                        Named.of("no MAC", FaultyHttpClient.respond(200, "{}")),
                        Named.of("short MAC", FaultyHttpClient.respond(200, "{\"Mac\":\"AA==\"}"))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void every_fault_makes_the_key_unavailable(CallBehaviour fault) {
        http.setDefault(fault);

        assertUnavailable();
        assertThat(http.calls()).containsExactly("GenerateMac");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DisabledException",
                "KMSInvalidStateException",
                "NotFoundException",
                "InvalidKeyUsageException",
                "AccessDeniedException"
            })
    void rejected_key_is_an_outcome(String code) {
        http.setDefault(FaultyHttpClient.respond(400, "{\"__type\":\"" + code + "\"}"));

        assertThatExceptionOfType(PepperRejectedException.class).isThrownBy(() -> source.derive(1));
    }

    @Test
    void closed_connections_make_the_key_unavailable() {
        http.close();

        assertUnavailable();
    }

    @Test
    void interrupted_thread_stays_interrupted() {
        Thread.currentThread().interrupt();

        assertUnavailable();
        assertThat(Thread.interrupted()).isTrue();
    }

    private void assertUnavailable() {
        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(() -> source.derive(1));
    }
}
