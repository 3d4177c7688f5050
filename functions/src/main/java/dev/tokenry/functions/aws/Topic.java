package dev.tokenry.functions.aws;

import dev.tokenry.aws.SignedCalls;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.functions.http.StrictJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A topic of SNS, to which messages are sent with {@code Publish}. */
public final class Topic {

    private static final String VERSION = "2010-03-31";

    private final SignedCalls sns;
    private final String arn;

    public Topic(SignedCalls sns, String arn) {
        this.sns = sns;
        this.arn = arn;
    }

    /**
     * A message to the subscribers.
     *
     * @param subject at most {@link #MAX_SUBJECT} printable ASCII characters, the first of which is no space
     * @param attributes what filters of subscriptions can select by
     */
    public record Message(String subject, String text, List<Attribute> attributes) {

        public static final int MAX_SUBJECT = 100;
    }

    /** An attribute of a message, which is not empty. */
    public record Attribute(String name, String type, String value) {

        public static Attribute text(String name, String value) {
            return new Attribute(name, "String", value);
        }

        /** Creates an attribute that a filter matches if it matches one of the values. */
        public static Attribute list(String name, List<String> values) {
            return new Attribute(name, "String.Array", StrictJson.write(values));
        }
    }

    /** Publishes a message. Returns why SNS does not have it, or may not have it; empty if SNS has it. */
    public Optional<String> publish(Message message) {
        try {
            return Rejection.of(sns.post("/", "application/x-www-form-urlencoded; charset=utf-8", form(message)));
        } catch (ServiceUnavailableException e) {
            return Rejection.of(e);
        }
    }

    private String form(Message message) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Action", "Publish");
        fields.put("Version", VERSION);
        fields.put("TopicArn", arn);
        fields.put("Subject", message.subject());
        fields.put("Message", message.text());
        for (int i = 0; i < message.attributes().size(); i++) {
            Attribute attribute = message.attributes().get(i);
            String entry = "MessageAttributes.entry." + (i + 1) + ".";
            fields.put(entry + "Name", attribute.name());
            fields.put(entry + "Value.DataType", attribute.type());
            fields.put(entry + "Value.StringValue", attribute.value());
        }
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
