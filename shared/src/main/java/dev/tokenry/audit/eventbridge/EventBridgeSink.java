package dev.tokenry.audit.eventbridge;

import dev.tokenry.audit.EventSink;
import dev.tokenry.audit.OutgoingEvent;
import dev.tokenry.aws.AwsCalls;
import dev.tokenry.aws.Backoff;
import dev.tokenry.error.ServiceUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * Sends events to an event bus. A bus keeps no order and delivers an event more than once: the time, the version and
 * the id of an event tell.
 */
public final class EventBridgeSink implements EventSink {

    /** The source of all events. */
    public static final String SOURCE = "dev.tokenry";

    /** What a request of PutEvents accepts: its entries must be smaller than 256 KB. */
    static final int MAX_ENTRIES = 10;

    static final int MAX_BYTES = 256 * 1024 - 1;

    /** The bytes of an entry besides its texts: those of its time. */
    private static final int BYTES_OF_TIME = 14;

    private static final AwsCalls EVENT_BRIDGE = new AwsCalls("EventBridge", _ -> false);

    /** With the pauses between them, about six seconds. After that, Lambda delivers the events again. */
    private static final int MAX_ATTEMPTS = 6;

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(3);

    private final EventBridgeClient client;
    private final String bus;
    private final Backoff backoff;

    /** @param bus the name or ARN of the bus */
    public EventBridgeSink(EventBridgeClient client, String bus) {
        this(client, bus, new Backoff(100));
    }

    EventBridgeSink(EventBridgeClient client, String bus, Backoff backoff) {
        this.client = client;
        this.bus = bus;
        this.backoff = backoff;
    }

    /** Returns the settings of the client, which makes each call once: the sink repeats what fails of it. */
    public static ClientOverrideConfiguration clientSettings() {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .apiCallTimeout(CALL_TIMEOUT)
                .build();
    }

    @Override
    public int take(List<OutgoingEvent> events, BooleanSupplier hasTime) {
        int taken = 0;
        while (taken < events.size()) {
            List<OutgoingEvent> chunk = events.subList(taken, taken + chunkSize(events, taken));
            int sent = send(chunk, hasTime);
            taken += sent;
            if (sent < chunk.size()) {
                break;
            }
        }
        return taken;
    }

    /** Returns how many events from this one on fit into a request, at least one. */
    private static int chunkSize(List<OutgoingEvent> events, int from) {
        int count = 0;
        int bytes = 0;
        while (count < MAX_ENTRIES && from + count < events.size()) {
            bytes += size(events.get(from + count));
            if (bytes > MAX_BYTES && count > 0) {
                break;
            }
            count++;
        }
        return count;
    }

    /** Returns the size of an entry, as EventBridge counts it. */
    static int size(OutgoingEvent event) {
        String type = event.event().action().type();
        return event.size() + SOURCE.length() + type.getBytes(StandardCharsets.UTF_8).length + BYTES_OF_TIME;
    }

    /** Sends the events of a chunk until all are taken. Returns how many are, from the first on. */
    private int send(List<OutgoingEvent> chunk, BooleanSupplier hasTime) {
        List<OutgoingEvent> pending = chunk;
        for (int attempt = 1; attempt <= MAX_ATTEMPTS && !pending.isEmpty() && hasTime.getAsBoolean(); attempt++) {
            backoff.pause(attempt);
            pending = sendOnce(pending);
        }
        return pending.isEmpty() ? chunk.size() : chunk.indexOf(pending.getFirst());
    }

    /** Returns the events that were not taken. */
    private List<OutgoingEvent> sendOnce(List<OutgoingEvent> events) {
        PutEventsRequest request = PutEventsRequest.builder()
                .entries(events.stream().map(this::toEntry).toList())
                .build();
        try {
            PutEventsResponse response = EVENT_BRIDGE.call(client::putEvents, request);
            return notTaken(events, response.entries());
        } catch (ServiceUnavailableException e) {
            return events;
        }
    }

    /** Only an entry with an id was taken; the results have the order of the entries. */
    private static List<OutgoingEvent> notTaken(List<OutgoingEvent> events, List<PutEventsResultEntry> results) {
        List<OutgoingEvent> failed = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            if (i >= results.size() || results.get(i).eventId() == null) {
                failed.add(events.get(i));
            }
        }
        return failed;
    }

    private PutEventsRequestEntry toEntry(OutgoingEvent event) {
        return PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source(SOURCE)
                .detailType(event.event().action().type())
                .detail(event.json())
                .time(event.event().time())
                .build();
    }
}
