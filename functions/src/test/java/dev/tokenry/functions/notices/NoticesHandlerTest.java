package dev.tokenry.functions.notices;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenry.audit.AuditTarget;
import dev.tokenry.audit.eventbridge.TestEventBus;
import dev.tokenry.error.ApiException;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.Contact;
import dev.tokenry.model.EmailAddress;
import dev.tokenry.model.Language;
import dev.tokenry.model.Token;
import dev.tokenry.model.User;
import dev.tokenry.store.AuditEventQuery;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticesHandlerTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final TestStack stack = new TestStack();

    @BeforeEach
    void configure() {
        stack.context().setRemainingTime(900_000);
        stack.setVariable("NOTIFICATIONS_FROM", "tokens@example.com");
        stack.setVariable("NOTIFICATIONS_TOPIC", "arn:aws:sns:eu-central-1:123456789012:tokens");
    }

    private Token expiring(String owner) {
        Token token = stack.token()
                .owner(owner)
                .name("deploy")
                .expiresIn(Duration.ofDays(40))
                .store();
        stack.advance(Duration.ofDays(35));
        return token;
    }

    @Test
    void a_token_that_expires_soon_is_in_a_digest_of_each_channel_once() {
        contact("jane", new Contact(new EmailAddress("jane@example.com"), Language.DUTCH));
        Token token = expiring("jane");
        JsonNode first = run(Map.of());
        JsonNode second = run(Map.of());

        assertThat(first.toString())
                .isEqualTo("{\"dryRun\":false,\"examined\":1,\"channels\":{"
                        + "\"event\":{\"digests\":1,\"notices\":1,\"skipped\":0,\"failed\":0},"
                        + "\"mail\":{\"digests\":1,\"notices\":1,\"skipped\":0,\"failed\":0},"
                        + "\"topic\":{\"digests\":1,\"notices\":1,\"skipped\":0,\"failed\":0}},\"finished\":true}");
        assertThat(second.get("channels")).isEmpty();

        JsonNode mail = stack.messaging().mails().getFirst();
        assertThat(stack.messaging().mails()).hasSize(1);
        assertThat(mail.path("FromEmailAddress").textValue()).isEqualTo("tokens@example.com");
        assertThat(mail.at("/Destination/ToAddresses").toString()).isEqualTo("[\"jane@example.com\"]");
        assertThat(mail.at("/Content/Simple/Subject/Data").textValue())
                .isEqualTo("Tokenry: 1 token verloopt binnenkort");
        assertThat(mail.at("/Content/Simple/Body/Text/Data").textValue())
                .contains("https://tokens.example.com/e/default/api/console/tokens/"
                        + token.id().value() + "\n");
        assertThat(mail.at("/Content/Simple/Body/Html/Data").textValue()).contains("<html lang=\"nl\">");

        assertThat(stack.messaging().publications())
                .singleElement()
                .satisfies(publication -> assertThat(publication)
                        .containsEntry("TopicArn", "arn:aws:sns:eu-central-1:123456789012:tokens")
                        .containsEntry("Subject", "Tokenry: 1 token expires soon: jane")
                        .containsEntry("MessageAttributes.entry.2.Value.StringValue", "jane")
                        .containsEntry("MessageAttributes.entry.3.Name", "kinds")
                        .containsEntry("MessageAttributes.entry.3.Value.DataType", "String.Array")
                        .containsEntry("MessageAttributes.entry.3.Value.StringValue", "[\"expiring\"]")
                        .hasEntrySatisfying(
                                "Message",
                                text -> assertThat(text)
                                        .startsWith("Owner: jane, environment: default\n")
                                        .doesNotContain("jane@example.com", "your address")));
    }

    @Test
    void an_event_has_the_same_form_in_each_destination() {
        Token token = expiring("jane");
        run(Map.of());

        String detail = stack.testEventBus().details().getFirst();
        JsonNode event = parse(detail);
        assertThat(event.path("type").textValue()).isEqualTo("Tokens Expiring");
        assertThat(event.path("actor").toString()).isEqualTo("{\"kind\":\"iam\",\"function\":\"function\"}");
        assertThat(event.path("requestId").textValue())
                .isEqualTo(stack.context().getAwsRequestId());
        assertThat(event.at("/tokens/0/id").textValue()).isEqualTo(token.id().value());
        assertThat(stack.auditEvents()
                        .find(
                                AuditEventQuery.ofTarget(AuditTarget.of(AuditTarget.Kind.USER, "jane")
                                        .key()),
                                null,
                                10)
                        .toString())
                .contains(event.path("id").textValue());
        assertThat(stack.metrics()).contains(detail + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        // enabled, email; whether there is a mail
        "true, jane@example.com, true",
        "true, , false",
        "false, jane@example.com, false"
    })
    void only_enabled_users_with_an_address_get_mail(boolean enabled, String email, boolean mailed) {
        User user = stack.users().put("jane", enabled, true);
        Contact contact = new Contact(email == null ? null : new EmailAddress(email), null);
        stack.users().replace(user, user.withContact(contact), STAMP);
        expiring("jane");

        assertThat(run(Map.of()).at("/channels/mail/skipped").intValue()).isEqualTo(mailed ? 0 : 1);
        assertThat(stack.messaging().mails()).hasSize(mailed ? 1 : 0);
        assertThat(stack.messaging().publications()).hasSize(1);
    }

    @Test
    void without_parameters_there_are_only_events() {
        stack.setVariable("NOTIFICATIONS_FROM", "");
        stack.setVariable("NOTIFICATIONS_TOPIC", "");
        contact("jane", new Contact(new EmailAddress("jane@example.com"), null));
        expiring("jane");

        assertThat(run(Map.of()).path("channels").fieldNames()).toIterable().containsExactly("event");
        assertThat(stack.messaging().mails()).isEmpty();
        assertThat(stack.messaging().publications()).isEmpty();
        assertThat(stack.testEventBus().details()).hasSize(1);
    }

    @Test
    void what_is_rejected_is_counted_and_sent_by_the_next_run_and_the_log_has_no_address() {
        contact("jane", new Contact(new EmailAddress("jane@example.com"), null));
        expiring("jane");
        stack.messaging()
                .respondWith(400, "{\"message\":\"Email address is not verified: jane@example.com, Jane <j@x.org>\"}");
        JsonNode failed = run(Map.of());

        assertThat(failed.at("/channels/mail/failed").intValue()).isEqualTo(1);
        assertThat(failed.at("/channels/topic/failed").intValue()).isEqualTo(1);
        assertThat(failed.path("finished").booleanValue()).isTrue();
        assertThat(stack.metrics().getLast())
                .contains("\"NoticesFinished\":1", "\"NoticesSent\":1", "\"NoticesFailed\":2");
        assertThat(stack.logLines())
                .contains("The mail to the owner jane failed: status 400: {\"message\":\"Email address is not"
                        + " verified: <address>, Jane <<address>>\"}")
                .allSatisfy(line -> assertThat(line).doesNotContain("jane@example.com", "j@x.org"));

        stack.messaging().respondWith(200, "{}");
        run(Map.of());
        assertThat(stack.messaging().mails()).hasSize(1);
        assertThat(stack.messaging().publications()).hasSize(1);
        assertThat(stack.testEventBus().details()).hasSize(1);
    }

    @Test
    void events_that_the_bus_does_not_take_are_sent_by_the_next_run_with_the_same_ids() {
        expiring("jane");
        stack.testEventBus().setDefault(TestEventBus.THROTTLE);
        assertThat(run(Map.of()).at("/channels/event/failed").intValue()).isEqualTo(1);
        assertThat(stack.messaging().publications()).hasSize(1);

        stack.testEventBus().mend();
        stack.advance(Duration.ofDays(1));
        run(Map.of());
        assertThat(stack.testEventBus().details()).hasSize(1);
        assertThat(stack.messaging().publications()).hasSize(1);
        // The table has it from the first run.
        assertThat(stack.auditEvents()
                        .find(
                                AuditEventQuery.ofTarget(AuditTarget.of(AuditTarget.Kind.USER, "jane")
                                        .key()),
                                null,
                                10)
                        .rows())
                .hasSize(1);
    }

    @Test
    void a_dry_run_sends_nothing_and_is_not_counted() throws JsonProcessingException {
        expiring("jane");
        JsonNode report = run(JSON.readValue(TestEvent.load("notices").toJson(), HashMap.class));

        assertThat(report.path("dryRun").booleanValue()).isTrue();
        assertThat(report.at("/channels/topic/notices").intValue()).isEqualTo(1);
        assertThat(stack.messaging().publications()).isEmpty();
        assertThat(stack.testEventBus().details()).isEmpty();
        assertThat(stack.metrics()).isEmpty();
    }

    @Test
    void a_freeze_allows_only_dry_runs() {
        stack.setVariable("MANAGEMENT_FROZEN", "true");
        expiring("jane");

        assertThat(run(Map.of("dryRun", false)).path("dryRun").booleanValue()).isTrue();
        assertThat(stack.testEventBus().details()).isEmpty();
    }

    @Test
    void a_run_next_to_another_one_does_nothing_and_is_not_counted() {
        expiring("jane");
        stack.notices()
                .start("other", stack.clock().instant(), stack.clock().instant().plusSeconds(60));
        JsonNode report = run(Map.of());

        assertThat(report.path("otherRunUntil").textValue()).isNotBlank();
        assertThat(report.path("finished").booleanValue()).isFalse();
        assertThat(stack.testEventBus().details()).isEmpty();
        assertThat(stack.metrics()).isEmpty();
    }

    @Test
    void a_run_without_time_leaves_the_rest_to_the_next_one() {
        expiring("jane");
        stack.context().setRemainingTime(60_000);
        assertThat(run(Map.of()).path("finished").booleanValue()).isFalse();
        assertThat(stack.metrics().getLast()).contains("\"NoticesFinished\":0", "\"NoticesSent\":0");

        stack.context().setRemainingTime(900_000);
        run(Map.of());
        assertThat(stack.testEventBus().details()).hasSize(1);
    }

    @Test
    void the_subject_names_an_environment_that_is_not_the_default() {
        stack.setVariable("ENVIRONMENT_ID", "test");
        contact("jane", new Contact(new EmailAddress("jane@example.com"), null));
        expiring("jane");
        run(Map.of());

        assertThat(stack.messaging()
                        .mails()
                        .getFirst()
                        .at("/Content/Simple/Subject/Data")
                        .textValue())
                .isEqualTo("Tokenry test: 1 token expires soon");
    }

    /** SNS rejects longer subjects. */
    @Test
    void the_longest_subject_is_accepted_by_the_topic() {
        stack.setVariable("ENVIRONMENT_ID", "e".repeat(20));
        expiring("o".repeat(64));
        run(Map.of());

        assertThat(stack.messaging().publications().getFirst().get("Subject")).matches("[!-~][ -~]{0,99}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"dryRun\":\"yes\"}", "{\"action\":\"send\"}", "{\"dryrun\":true}"})
    void an_unknown_event_fails_the_invocation(String event) throws JsonProcessingException {
        Map<?, ?> parsed = JSON.readValue(event, HashMap.class);

        assertThatExceptionOfType(ApiException.InvalidRequestException.class).isThrownBy(() -> run(parsed));
    }

    private void contact(String name, Contact contact) {
        User user = stack.users().put(name);
        stack.users().replace(user, user.withContact(contact), STAMP);
    }

    private JsonNode run(Map<?, ?> event) {
        return JSON.valueToTree(new NoticesHandler(stack.wiring()).handleRequest(event, stack.context()));
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
