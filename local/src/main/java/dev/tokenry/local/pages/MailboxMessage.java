package dev.tokenry.local.pages;

import dev.tokenry.emulator.ses.SentEmail;
import dev.tokenry.emulator.sns.Publication;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message that was sent by mail or published to a topic.
 *
 * @param channel {@code email} or {@code sns}
 * @param headers the other fields in the order in which they are shown, by the name that they have in JSON
 */
record MailboxMessage(
        String id,
        Instant time,
        String channel,
        Map<String, List<String>> headers,
        String subject,
        Optional<String> text,
        Optional<String> html) {

    static MailboxMessage of(SentEmail email) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("from", List.of(email.from()));
        headers.put("to", email.recipients().to());
        headers.put("cc", email.recipients().cc());
        headers.put("bcc", email.recipients().bcc());
        headers.put("replyTo", email.replyTo());
        return new MailboxMessage(
                email.id(), toMillis(email.time()), "email", headers, email.subject(), email.text(), email.html());
    }

    static MailboxMessage of(Publication publication) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("topic", List.of(publication.topicArn()));
        List<String> attributes = new ArrayList<>();
        publication.attributes().forEach((name, value) -> attributes.add(name + "=" + value));
        headers.put("attributes", attributes);
        return new MailboxMessage(
                publication.id(),
                toMillis(publication.time()),
                "sns",
                headers,
                publication.subject().orElse(""),
                Optional.of(publication.message()),
                Optional.empty());
    }

    private static Instant toMillis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Returns who receives the message. */
    String receiver() {
        return String.join(", ", headers.getOrDefault("to", headers.getOrDefault("topic", List.of())));
    }

    /** Returns the subject, or a text that stands for an absent one. */
    String title() {
        return subject.isBlank() ? "(no subject)" : subject;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("time", time.toString());
        json.put("channel", channel);
        headers.forEach((name, values) -> {
            if (!values.isEmpty()) {
                json.put(name, isList(name) ? values : values.getFirst());
            }
        });
        if (!subject.isEmpty()) {
            json.put("subject", subject);
        }
        text.ifPresent(body -> json.put("text", body));
        html.ifPresent(body -> json.put("html", body));
        return json;
    }

    private static boolean isList(String name) {
        return !name.equals("from") && !name.equals("topic");
    }
}
