package dev.tokenry.emulator.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.emulator.AwsEmulator;
import dev.tokenry.emulator.SdkClients;
import dev.tokenry.emulator.io.Fault;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.ThrottledException;

class SnsEmulatorTest {

    @TempDir
    Path directory;

    private AwsEmulator aws;
    private SnsClient client;

    @BeforeEach
    void start() {
        aws = AwsEmulator.start(directory);
        client = SdkClients.sns(aws);
    }

    @AfterEach
    void stop() {
        client.close();
        aws.close();
    }

    @Test
    void a_message_is_kept_with_its_subject_and_attributes() {
        String topic = aws.create("Notices", "AWS::SNS::Topic", Map.of()).ref();
        MessageAttributeValue kind = MessageAttributeValue.builder()
                .dataType("String")
                .stringValue("a & b")
                .build();

        String id = client.publish(request -> request.topicArn(topic)
                        .subject("Tokens <soon> & now")
                        .message("Grüße & =\n")
                        .messageAttributes(Map.of("kind", kind)))
                .messageId();

        assertThat(aws.sns().publications()).singleElement().satisfies(publication -> {
            assertThat(publication.id()).isEqualTo(id);
            assertThat(publication.topicArn())
                    .isEqualTo(topic)
                    .isEqualTo("arn:aws:sns:eu-central-1:000000000000:local-Notices");
            assertThat(publication.subject()).contains("Tokens <soon> & now");
            assertThat(publication.message()).isEqualTo("Grüße & =\n");
            assertThat(publication.attributes()).isEqualTo(Map.of("kind", "a & b"));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "TopicArn, no-arn,                                 Hello, m",
        "Message,  arn:aws:sns:eu-central-1:000000000000:t, Hello, ''",
        "Subject,  arn:aws:sns:eu-central-1:000000000000:t, Grüße, m",
        "Subject,  arn:aws:sns:eu-central-1:000000000000:t, '',    m",
    })
    void an_invalid_message_is_rejected(String parameter, String topic, String subject, String message) {
        assertThatThrownBy(() -> client.publish(
                        request -> request.topicArn(topic).subject(subject).message(message)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Invalid parameter: " + parameter);
        assertThat(aws.sns().publications()).isEmpty();
    }

    @Test
    void a_message_has_at_most_256_kilobytes() {
        String topic = "arn:aws:sns:eu-central-1:000000000000:t";
        client.publish(request -> request.topicArn(topic).message("ü".repeat(128 * 1024)));

        assertThatThrownBy(() ->
                        client.publish(request -> request.topicArn(topic).message("ü".repeat(128 * 1024) + "x")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void an_injected_fault_is_thrown_by_the_sdk() {
        aws.sns().faults().fail(100, Fault.THROTTLED);

        assertThatThrownBy(() -> client.publish(request -> request.topicArn("arn:aws:sns:eu-central-1:000000000000:t")
                        .message("m")))
                .isInstanceOf(ThrottledException.class);
        assertThat(aws.sns().publications()).isEmpty();
    }
}
