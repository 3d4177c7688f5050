package dev.tokenry.emulator.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of the AWS documentation; the tests of the emulated services sign with the SDK. */
class RequestSignatureTest {

    @Test
    void a_signature_in_the_authorization_header_matches_the_example_of_iam() {
        ReceivedRequest request = new ReceivedRequest(
                "GET",
                "/",
                "Action=ListUsers&Version=2010-05-08",
                Map.of(
                        "Host", List.of("iam.amazonaws.com"),
                        "Content-Type", List.of("application/x-www-form-urlencoded; charset=utf-8"),
                        "X-Amz-Date", List.of("20150830T123600Z")));
        RequestSignature signature = new RequestSignature(
                request,
                List.of("content-type", "host", "x-amz-date"),
                RequestSignature.sha256(new byte[0]),
                "20150830T123600Z",
                "us-east-1",
                "iam");
        String secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

        assertThat(signature.scope()).isEqualTo("20150830/us-east-1/iam/aws4_request");
        assertThat(signature.matches("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7", secret))
                .isTrue();
        assertThat(signature.matches("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d8", secret))
                .isFalse();
        assertThat(signature.matches("", secret)).isFalse();
    }

    @Test
    void a_presigned_url_matches_the_example_of_s3() {
        String signature = "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
        ReceivedRequest request = new ReceivedRequest(
                "GET",
                "/test.txt",
                // The order of the parameters does not matter.
                "X-Amz-Signature=" + signature + "&X-Amz-SignedHeaders=host&X-Amz-Algorithm=AWS4-HMAC-SHA256"
                        + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                        + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400",
                Map.of("Host", List.of("examplebucket.s3.amazonaws.com")));

        assertThat(new RequestSignature(
                                request, List.of("host"), "UNSIGNED-PAYLOAD", "20130524T000000Z", "us-east-1", "s3")
                        .matches(signature, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"))
                .isTrue();
    }
}
