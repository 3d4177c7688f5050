package dev.tokenry.functions;

import dev.tokenry.audit.AuditEvent;
import dev.tokenry.audit.eventbridge.TestEventBus;
import dev.tokenry.functions.audit.AuditHandler;
import dev.tokenry.model.TestLimits;
import dev.tokenry.store.AuditEventStore;
import dev.tokenry.store.dynamodb.DynamoAuditEventStore;
import dev.tokenry.store.dynamodb.DynamoChangeReader;
import dev.tokenry.store.dynamodb.DynamoStores;
import dev.tokenry.store.dynamodb.TestAuditTable;
import dev.tokenry.store.dynamodb.TestStream;
import dev.tokenry.store.dynamodb.TestTable;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * The token table with its stream, and the audit function with its table and event bus. Batches are delivered as by
 * Lambda: again from the first failed change on.
 */
final class AuditTrail implements AutoCloseable {

    final TestTable table = new TestTable();
    final TestStream stream = new TestStream(table);
    final DynamoStores stores = DynamoStores.reliable(table);
    final TestAuditTable events = new TestAuditTable();
    final TestEventBus bus = new TestEventBus();
    private final TestContext context = new TestContext();
    private final AuditHandler handler;

    /** How many records of the stream were delivered. */
    private int delivered;

    AuditTrail() {
        this(null);
    }

    /** @param store where events are stored; null for the table of events without faults */
    AuditTrail(AuditEventStore store) {
        AuditEventStore auditEvents = store == null ? store() : store;
        handler = new AuditHandler(DynamoDependencies.wiring(stores, TestLimits.NONE, auditEvents, bus));
    }

    DynamoAuditEventStore store() {
        return events.store(Clock.systemUTC());
    }

    /** Returns the functions that change records, with these limits. */
    Wiring wiring(String limits) {
        return DynamoDependencies.wiring(stores, limits);
    }

    /** Delivers all records that were not delivered successfully, once, in batches of this size. */
    void deliver(int batchSize) {
        List<Map<String, Object>> records = stream.records();
        while (delivered < records.size()) {
            List<Map<String, Object>> batch =
                    records.subList(delivered, Math.min(delivered + batchSize, records.size()));
            int taken = taken(batch);
            delivered += taken;
            if (taken < batch.size()) {
                return;
            }
        }
    }

    /** Returns how many records of a batch need not be delivered again. */
    int taken(List<Map<String, Object>> batch) {
        Map<String, Object> response = handler.handleRequest(Map.of("Records", batch), context);
        List<?> failures = (List<?>) response.get("batchItemFailures");
        if (failures.isEmpty()) {
            return batch.size();
        }
        Object failed = ((Map<?, ?>) failures.getFirst()).get("itemIdentifier");
        return batch.stream().map(AuditTrail::sequenceNumber).toList().indexOf(failed);
    }

    boolean isDelivered() {
        return delivered == stream.records().size();
    }

    /** Returns the events of all records, as the reader finds them. */
    List<AuditEvent> expected() {
        DynamoChangeReader reader = new DynamoChangeReader("default");
        return stream.records().stream()
                .flatMap(record -> reader.read(record).stream())
                .toList();
    }

    /** Returns what the function logged unchanged: events and metrics. */
    List<String> log() {
        return context.metrics();
    }

    private static Object sequenceNumber(Map<String, Object> record) {
        return ((Map<?, ?>) record.get("dynamodb")).get("SequenceNumber");
    }

    @Override
    public void close() {
        stores.close();
        stream.close();
    }
}
