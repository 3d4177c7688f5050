package dev.tokenry.emulator.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.emulator.io.EmulatorJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** An entry of a request, with the rules of EventBridge. */
record PutEventsEntry(JsonNode entry) {

    /** The error of an entry; the other entries of the request are not affected. */
    record EntryError(String code, String message) {}

    private static final int BYTES_OF_TIME = 14;
    private static final String BUS_RESOURCE = ":event-bus/";

    /** Returns the size in bytes, as EventBridge calculates it. */
    int size() {
        int size = entry.has("Time") ? BYTES_OF_TIME : 0;
        for (String field : List.of("Source", "DetailType", "Detail")) {
            size += bytes(entry.path(field));
        }
        for (JsonNode resource : entry.path("Resources")) {
            size += bytes(resource);
        }
        return size;
    }

    Optional<EntryError> error() {
        for (String field : List.of("Source", "DetailType", "Detail")) {
            if (text(field).isEmpty()) {
                return Optional.of(new EntryError(
                        "InvalidArgument",
                        "Parameter " + field + " is not valid. Reason: " + field + " is a required argument."));
            }
        }
        if (text("Source").startsWith("aws.")) {
            return Optional.of(new EntryError("NotAuthorizedForSourceException", "Not authorized for the source."));
        }
        return EmulatorJson.parseObject(text("Detail")) == null
                ? Optional.of(new EntryError("MalformedDetail", "Detail is malformed."))
                : Optional.empty();
    }

    /** Returns the name of the bus, which the entry can name by its ARN. */
    String bus() {
        String bus = entry.path("EventBusName").asText("default");
        int resource = bus.indexOf(BUS_RESOURCE);
        return resource < 0 ? bus : bus.substring(resource + BUS_RESOURCE.length());
    }

    /** Returns the time of the entry, or else this time, to the second. */
    Instant time(Instant now) {
        JsonNode time = entry.path("Time");
        return (time.isNumber() ? Instant.ofEpochSecond(time.asLong()) : now).truncatedTo(ChronoUnit.SECONDS);
    }

    String text(String field) {
        return entry.path(field).asText("");
    }

    private static int bytes(JsonNode text) {
        return text.asText("").getBytes(StandardCharsets.UTF_8).length;
    }
}
