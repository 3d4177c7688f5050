package dev.tokenry.audit;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/**
 * An event and its JSON form, which every destination gets.
 *
 * @param json at most {@link #MAX_BYTES} bytes of UTF-8
 */
public record OutgoingEvent(AuditEvent event, String json) {

    /** Less than a destination accepts: an event bus 256 KB with the names around it, a table 400 KB. */
    public static final int MAX_BYTES = 200 * 1024;

    /**
     * Returns the outgoing form of an event. Values that do not fit are left out. If the rest does not fit either,
     * which only a write without this product can cause, the event says no more than that the record cannot be read: a
     * larger one would stop those that follow.
     */
    public static OutgoingEvent of(AuditEvent event, Function<Map<String, Object>, String> writer) {
        String json = writer.apply(AuditEventJson.of(event));
        if (bytes(json) <= MAX_BYTES) {
            return new OutgoingEvent(event, json);
        }
        String withoutValues = writer.apply(AuditEventJson.of(event.withoutValues()));
        if (bytes(withoutValues) <= MAX_BYTES) {
            return new OutgoingEvent(event, withoutValues);
        }
        AuditEvent unparsed = event.asUnparsed();
        return new OutgoingEvent(unparsed, writer.apply(AuditEventJson.of(unparsed)));
    }

    /** Returns what the events have in common whose order counts. */
    public String group() {
        return event.target().key();
    }

    /** Returns what is the same if the event is delivered again. */
    public String deduplicationId() {
        return event.id();
    }

    /** Returns the size of the JSON form in bytes. */
    public int size() {
        return bytes(json);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
