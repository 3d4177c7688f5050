package dev.tokenry.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.tokenry.error.ServiceUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

class KmsClientSettingsTest {

    private static final PepperKeys KEYS = new PepperKeys(Map.of(1, PepperKeysTest.ONE), 1);

    @Test
    void call_is_limited_to_one_second_and_two_attempts() {
        ClientOverrideConfiguration overrides = KmsClientSettings.overrides();

        assertThat(overrides.apiCallTimeout()).hasValue(Duration.ofSeconds(1));
        assertThat(overrides.retryStrategy())
                .hasValueSatisfying(
                        strategy -> assertThat(strategy.maxAttempts()).isEqualTo(2));
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void call_without_a_response_times_out() throws IOException {
        // Connections wait in the backlog: they are established, and nothing responds.
        try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                KmsClient kms = client(hanging.getLocalPort(), KmsClientSettings.overrides())) {
            assertThatExceptionOfType(ServiceUnavailableException.class)
                    .isThrownBy(() -> new KmsPepperSource(kms, KEYS).derive(1))
                    .withCauseInstanceOf(ApiCallTimeoutException.class);
        }
    }

    @Test
    void failing_call_is_attempted_twice() throws IOException {
        AtomicInteger attempts = new AtomicInteger();
        HttpServer failing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        failing.createContext("/", exchange -> {
            attempts.incrementAndGet();
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        failing.start();
        // A slow machine must not run into the limit of one second between the attempts.
        ClientOverrideConfiguration patient = KmsClientSettings.overrides().toBuilder()
                .apiCallTimeout(Duration.ofMinutes(1))
                .build();
        try (KmsClient kms = client(failing.getAddress().getPort(), patient)) {
            assertThatExceptionOfType(ServiceUnavailableException.class)
                    .isThrownBy(() -> new KmsPepperSource(kms, KEYS).derive(1));
        } finally {
            failing.stop(0);
        }

        assertThat(attempts).hasValue(2);
    }

    private static KmsClient client(int port, ClientOverrideConfiguration overrides) {
        return KmsClient.builder()
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .endpointOverride(URI.create("http://localhost:" + port))
                .httpClientBuilder(AwsCrtHttpClient.builder())
                .overrideConfiguration(overrides)
                .build();
    }
}
