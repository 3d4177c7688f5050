package dev.tokenry.emulator.sns;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A message that was published to a topic.
 *
 * @param attributes the values of the attributes by name, in the order of the request
 */
public record Publication(
        String id,
        Instant time,
        String topicArn,
        Optional<String> subject,
        String message,
        Map<String, String> attributes) {}
