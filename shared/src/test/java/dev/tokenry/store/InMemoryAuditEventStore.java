package dev.tokenry.store;

import dev.tokenry.audit.AuditEvent;
import dev.tokenry.audit.OutgoingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** An audit event store in memory, for tests of other classes. */
public final class InMemoryAuditEventStore implements AuditEventStore {

    private final NavigableMap<IndexPosition, OutgoingEvent> events = new ConcurrentSkipListMap<>();

    @Override
    public int take(List<OutgoingEvent> added, BooleanSupplier hasTime) {
        int taken = 0;
        while (taken < added.size() && hasTime.getAsBoolean()) {
            OutgoingEvent event = added.get(taken++);
            events.putIfAbsent(position(event), event);
        }
        return taken;
    }

    @Override
    public AuditEventPage find(AuditEventQuery query, @Nullable IndexPosition after, int limit) {
        List<AuditEventRow> matching = new ArrayList<>();
        (after == null ? events : events.headMap(after, false)).descendingMap().forEach((position, event) -> {
            if (matches(query, event.event())) {
                matching.add(new AuditEventRow(
                        position,
                        event.group(),
                        event.event().action().id(),
                        event.event().target().owner(),
                        event.event().target().project(),
                        event.json()));
            }
        });
        return matching.size() <= limit
                ? new AuditEventPage(matching, null)
                : new AuditEventPage(
                        matching.subList(0, limit), matching.get(limit - 1).position());
    }

    private static boolean matches(AuditEventQuery query, AuditEvent event) {
        return matches(query.target(), event.target().key())
                && matches(query.actor(), event.actor().key())
                && matches(query.action(), event.action().id())
                && matches(query.project(), event.target().project())
                && (query.from() == null || !event.time().isBefore(query.from()))
                && (query.to() == null || event.time().isBefore(query.to()));
    }

    private static boolean matches(@Nullable String expected, @Nullable String value) {
        return expected == null || Objects.equals(expected, value);
    }

    private static IndexPosition position(OutgoingEvent event) {
        return new IndexPosition(
                "%013d#%s".formatted(event.event().time().toEpochMilli(), event.deduplicationId()), event.group());
    }
}
