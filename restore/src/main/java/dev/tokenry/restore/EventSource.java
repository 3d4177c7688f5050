package dev.tokenry.restore;

import dev.tokenry.store.AuditEventFinder;
import dev.tokenry.store.AuditEventFinder.AuditEventPage;
import dev.tokenry.store.AuditEventQuery;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.RecordScan;
import dev.tokenry.store.StoredRecord;
import dev.tokenry.store.dynamodb.DynamoAuditEventStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The restored table, and the audit events since: the source if the table in use is lost. Events contain no digests and
 * do not tell everything about new records, so that nothing can be copied. What they leave open is unreadable.
 *
 * @param table the name of the table of the events
 * @param since a time before the restore point: changes that the restored table has already are applied again, to no
 *     effect
 * @param restored the records of the restored table
 */
record EventSource(String table, AuditEventFinder events, Instant since, RecordScan restored) implements ReplaySource {

    private static final int MAX_EVENTS_PER_PAGE = 1_000;

    /** Creates a source of the events in a table of DynamoDB. */
    static EventSource of(
            DynamoDbClient dynamo, String table, Instant since, InstantSource clock, RecordScan restored) {
        // Of all times: a retention that began at the time of the first page would leave out the oldest events of the
        // last one.
        Duration retention = Duration.between(Instant.EPOCH, clock.instant());
        return new EventSource(table, new DynamoAuditEventStore(dynamo, table, retention, clock), since, restored);
    }

    @Override
    public String description() {
        return "the events in the table " + table + " since " + since;
    }

    @Override
    public Map<String, StoredRecord> newestStates() {
        Map<String, StoredRecord> states = new HashMap<>();
        restored.forEach(record -> states.put(record.key(), record));
        findAll().forEach((key, history) -> {
            StoredRecord newest = new RecordHistory(key, states.get(key)).replay(history);
            if (newest != null) {
                states.put(key, newest);
            }
        });
        return states;
    }

    /** Returns the events of each record in their order. */
    private Map<String, List<StoredEvent>> findAll() {
        Map<String, List<StoredEvent>> found = new HashMap<>();
        AuditEventQuery query = new AuditEventQuery(null, null, null, null, since, null);
        @Nullable IndexPosition position = null;
        do {
            AuditEventPage page = events.find(query, position, MAX_EVENTS_PER_PAGE);
            page.rows().stream()
                    // Not a change of the user, who need not have a record.
                    .filter(row -> !row.isNoticeToOwner())
                    .map(StoredEvent::of)
                    .forEach(event -> found.computeIfAbsent(event.key(), _ -> new ArrayList<>())
                            .addFirst(event));
            position = page.next();
        } while (position != null);
        return found;
    }
}
