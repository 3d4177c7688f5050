package dev.tokenry.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomResourceResponseSenderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/x?X-Amz-Signature=y",
                "https://cloudformation-custom-resource-response-euwest1.s3-eu-west-1.amazonaws.com/x",
                "https://CLOUDFORMATION-x.s3.eu-central-1.AMAZONAWS.COM:443/x",
                "https://cloudformation-custom-resource-response-cnnorth1.s3.cn-north-1.amazonaws.com.cn/x"
            })
    void aws_response_urls_are_accepted(String url) {
        CustomResourceResponseSender sender = new CustomResourceResponseSender(Optional.empty());

        assertThatNoException()
                .isThrownBy(() -> assertThat(sender.validateUrl(url)).hasToString(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://x.s3.amazonaws.com/",
                "https://amazonaws.com/",
                "https://xamazonaws.com/",
                "https://amazonaws.com.example.com/",
                "https://example.com/#.amazonaws.com",
                "https://example.com?.amazonaws.com",
                "https://example.com\\.amazonaws.com/",
                "https://x.s3.amazonaws.com@example.com/",
                "https://user@x.s3.amazonaws.com/",
                "https://169.254.169.254/",
                "https:x.amazonaws.com",
                "//x.amazonaws.com/",
                "ftp://x.s3.amazonaws.com/",
                ""
            })
    void other_response_urls_are_rejected(String url) {
        assertThatThrownBy(() -> new CustomResourceResponseSender(Optional.empty()).validateUrl(url))
                .isInstanceOf(IOException.class)
                .hasNoCause();
    }
}
