package dev.tokenry.functions.audit;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.tokenry.audit.AuditEvent;
import dev.tokenry.audit.OutgoingEvent;
import dev.tokenry.functions.http.MetricLine;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The number of audit events, and of those that are alarms. An event that comes again is counted again. */
final class AuditMetrics {

    private final String stack;
    private final InstantSource clock;

    AuditMetrics(String stack, InstantSource clock) {
        this.stack = stack;
        this.clock = clock;
    }

    void publish(List<OutgoingEvent> events, LambdaLogger log) {
        if (events.isEmpty()) {
            return;
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("AuditEvents", events.size());
        // A record that cannot be read is counted as such alone.
        counts.put("UnknownChange", count(events, event -> event.isByUnknown() && !event.isUnparsed()));
        counts.put("UnparsedRecord", count(events, AuditEvent::isUnparsed));
        counts.put("RetiredSecretUsed", count(events, event -> event.retiredSecretUse() != null));
        MetricLine.log(stack, counts, clock, log);
    }

    private static int count(List<OutgoingEvent> events, Predicate<AuditEvent> condition) {
        return (int) events.stream().map(OutgoingEvent::event).filter(condition).count();
    }
}
