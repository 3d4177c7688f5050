package dev.tokenry.emulator.ses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.emulator.AwsEmulator;
import dev.tokenry.emulator.SdkClients;
import dev.tokenry.emulator.io.Fault;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest.Builder;
import software.amazon.awssdk.services.sesv2.model.TooManyRequestsException;

class SesEmulatorTest {

    @TempDir
    Path directory;

    private AwsEmulator aws;
    private SesV2Client client;

    @BeforeEach
    void start() {
        aws = AwsEmulator.start(directory);
        client = SdkClients.ses(aws);
    }

    @AfterEach
    void stop() {
        client.close();
        aws.close();
    }

    @Test
    void a_simple_message_is_kept_as_its_readers_see_it() {
        String id = client.sendEmail(request -> simple(request)
                        .destination(to -> to.toAddresses("ada@example.org", "Bo <bo@example.org>")
                                .ccAddresses("cy@example.org")
                                .bccAddresses("di@example.org"))
                        .replyToAddresses("help@example.org"))
                .messageId();

        assertThat(aws.ses().emails()).singleElement().satisfies(email -> {
            assertThat(email.id()).isEqualTo(id);
            assertThat(email.from()).isEqualTo("Shop <shop@example.org>");
            assertThat(email.recipients().to()).containsExactly("ada@example.org", "Bo <bo@example.org>");
            assertThat(email.recipients().cc()).containsExactly("cy@example.org");
            assertThat(email.recipients().bcc()).containsExactly("di@example.org");
            assertThat(email.replyTo()).containsExactly("help@example.org");
            assertThat(email.subject()).isEqualTo("Grüße");
            assertThat(email.text()).contains("Hello\n");
            assertThat(email.html()).contains("<p>Hello</p>");
        });
    }

    @Test
    void a_message_that_cannot_be_sent_is_rejected() {
        assertThatThrownBy(() -> client.sendEmail(SesEmulatorTest::simple))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("Recipient count must be between 1 and 50, not 0");
        assertThatThrownBy(() -> client.sendEmail(request ->
                        simple(request).destination(to -> to.toAddresses(Collections.nCopies(51, "a@example.org")))))
                .isInstanceOf(BadRequestException.class);
        assertThatThrownBy(() -> client.sendEmail(request ->
                        simple(request).fromEmailAddress(null).destination(to -> to.toAddresses("ada@example.org"))))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("FromEmailAddress is required");
        assertThatThrownBy(() -> client.sendEmail(request -> simple(request)
                        .content(content -> content.template(template -> template.templateName("t")))
                        .destination(to -> to.toAddresses("ada@example.org"))))
                .isInstanceOf(BadRequestException.class);
        assertThat(aws.ses().emails()).isEmpty();
    }

    @Test
    void an_injected_fault_is_thrown_by_the_sdk() {
        aws.ses().faults().fail(100, Fault.THROTTLED);

        assertThatThrownBy(() -> client.sendEmail(
                        request -> simple(request).destination(to -> to.toAddresses("ada@example.org"))))
                .isInstanceOf(TooManyRequestsException.class);
        assertThat(aws.ses().emails()).isEmpty();
    }

    private static Builder simple(Builder request) {
        return request.fromEmailAddress("Shop <shop@example.org>")
                .content(content -> content.simple(message -> message.subject(subject -> subject.data("Grüße"))
                        .body(body ->
                                body.text(text -> text.data("Hello\n")).html(html -> html.data("<p>Hello</p>")))));
    }
}
