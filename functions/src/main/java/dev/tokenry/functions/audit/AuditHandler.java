package dev.tokenry.functions.audit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.tokenry.audit.ChangeReader;
import dev.tokenry.audit.EventSink;
import dev.tokenry.audit.OutgoingEvent;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a batch of changes from the table's stream into audit events. The event is that of a DynamoDB stream. The
 * response names the first change of which a destination does not have the event: from that on, Lambda delivers all
 * again. A record that cannot be read is an event like others, so that only a destination can stop the stream.
 */
public final class AuditHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    /** Time for the last attempt of a destination and its pause, and for the response. */
    private static final int RESERVED_MILLIS = 10_000;

    private final ChangeReader reader;
    private final List<EventSink> sinks;
    private final AuditMetrics metrics;

    public AuditHandler() {
        this(Wiring.fromEnvironment());
    }

    public AuditHandler(Wiring wiring) {
        reader = wiring.changeReader();
        sinks = wiring.eventSinks();
        metrics = new AuditMetrics(wiring.stackName(), wiring.clock());
    }

    /**
     * A change that is an event.
     *
     * @param sequenceNumber the position of the change in the stream
     */
    private record Change(String sequenceNumber, OutgoingEvent event) {}

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        List<Change> changes = read(event);
        List<OutgoingEvent> taken = changes.stream().map(Change::event).toList();
        for (EventSink sink : sinks) {
            // What one destination does not have, no later one gets: the order stays, and little comes twice.
            taken = taken.subList(0, sink.take(taken, () -> context.getRemainingTimeInMillis() > RESERVED_MILLIS));
        }
        new EventLog(context.getLogger()).take(taken, () -> true);
        metrics.publish(taken, context.getLogger());
        return response(changes.subList(taken.size(), changes.size()));
    }

    private List<Change> read(Map<String, Object> event) {
        List<Change> changes = new ArrayList<>();
        for (Object element : event.get("Records") instanceof List<?> list ? list : List.of()) {
            Map<?, ?> streamRecord = element instanceof Map<?, ?> map ? map : Map.of();
            Optional<OutgoingEvent> outgoing =
                    reader.read(streamRecord).map(read -> OutgoingEvent.of(read, StrictJson::write));
            outgoing.ifPresent(it -> changes.add(new Change(sequenceNumber(streamRecord), it)));
        }
        return changes;
    }

    private static String sequenceNumber(Map<?, ?> streamRecord) {
        @Nullable
        Object number =
                streamRecord.get("dynamodb") instanceof Map<?, ?> dynamodb ? dynamodb.get("SequenceNumber") : null;
        // Lambda delivers the whole batch again for a position that it does not know.
        return number instanceof String text ? text : "";
    }

    private static Map<String, Object> response(List<Change> missing) {
        return Map.of(
                "batchItemFailures",
                missing.stream()
                        .limit(1)
                        .map(change -> Map.of("itemIdentifier", change.sequenceNumber()))
                        .toList());
    }
}
