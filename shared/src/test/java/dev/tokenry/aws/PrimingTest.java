package dev.tokenry.aws;

import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.tokenry.crypto.KmsPriming;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpClient;

class PrimingTest {

    @Test
    void priming_of_http_needs_no_server() {
        try (SdkHttpClient client = AwsHttpClient.create()) {
            assertThatNoException().isThrownBy(() -> Priming.primeHttp(client));
        }
    }

    @Test
    void priming_of_kms_needs_no_service() {
        assertThatNoException().isThrownBy(KmsPriming::prime);
    }
}
