package dev.tokenry.functions;

import dev.tokenry.audit.AuditEvent;
import dev.tokenry.audit.OutgoingEvent;
import dev.tokenry.functions.http.StrictJson;
import dev.tokenry.store.AuditEventQuery;
import dev.tokenry.store.AuditEventStore;
import dev.tokenry.store.InMemoryAuditEventStore;
import dev.tokenry.store.IndexPosition;
import java.util.List;
import java.util.function.BooleanSupplier;

/** In-memory store of audit events, which is unavailable together with the token store. */
public final class TestAuditEventStore implements AuditEventStore {

    private final TestTokenStore tokens;
    private final InMemoryAuditEventStore store = new InMemoryAuditEventStore();

    TestAuditEventStore(TestTokenStore tokens) {
        this.tokens = tokens;
    }

    /** Stores an event in its JSON form. */
    public void put(AuditEvent event) {
        store.take(List.of(OutgoingEvent.of(event, StrictJson::write)), () -> true);
    }

    /** Stores an event whose JSON form is damaged. */
    public void putDamaged(AuditEvent event) {
        store.take(List.of(OutgoingEvent.of(event, _ -> "{\"id\":")), () -> true);
    }

    @Override
    public int take(List<OutgoingEvent> events, BooleanSupplier hasTime) {
        tokens.requireWritable();
        return store.take(events, hasTime);
    }

    @Override
    public AuditEventPage find(AuditEventQuery query, IndexPosition after, int limit) {
        tokens.requireReadable();
        return store.find(query, after, limit);
    }
}
