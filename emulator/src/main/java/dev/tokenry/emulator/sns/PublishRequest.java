package dev.tokenry.emulator.sns;

import dev.tokenry.emulator.io.ServiceException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A request of {@code Publish}, with the rules of SNS. */
record PublishRequest(Map<String, String> form) {

    private static final int MAX_MESSAGE_BYTES = 256 * 1024;

    /** Every topic exists: an application can be given the ARN of one that no template declares. */
    Publication toPublication(String id, Instant time) {
        String topic = form.getOrDefault("TopicArn", form.getOrDefault("TargetArn", ""));
        if (!topic.matches("arn:[a-z-]+:sns:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_.-]{1,256}")) {
            throw invalid("TopicArn");
        }
        String message = form.getOrDefault("Message", "");
        if (message.isEmpty() || message.getBytes(StandardCharsets.UTF_8).length > MAX_MESSAGE_BYTES) {
            throw invalid("Message");
        }
        Optional<String> subject = Optional.ofNullable(form.get("Subject"));
        // Printable ASCII, which begins with no space.
        if (subject.isPresent() && !subject.get().matches("[!-~][ -~]{0,99}")) {
            throw invalid("Subject");
        }
        return new Publication(id, time, topic, subject, message, attributes());
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 1; form.containsKey(attribute(i, "Name")); i++) {
            String value = form.getOrDefault(
                    attribute(i, "Value.StringValue"), form.getOrDefault(attribute(i, "Value.BinaryValue"), ""));
            attributes.put(form.getOrDefault(attribute(i, "Name"), ""), value);
        }
        return Collections.unmodifiableMap(attributes);
    }

    private static String attribute(int number, String part) {
        return "MessageAttributes.entry." + number + "." + part;
    }

    private static ServiceException invalid(String parameter) {
        return new ServiceException(400, "InvalidParameter", "Invalid parameter: " + parameter);
    }
}
