package dev.tokenry.store.dynamodb;

import dev.tokenry.store.AuditEventFinder.AuditEventPage;
import dev.tokenry.store.AuditEventFinder.AuditEventRow;
import dev.tokenry.store.AuditEventQuery;
import dev.tokenry.store.IndexPosition;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Reads one page of audit events. Those of a target come from the table, those of an actor from an index, and all
 * others from an index by day, one day before the other. A page reads at most {@value #MAX_QUERIES} days or
 * {@value #MAX_EVALUATED} events, whatever it finds: then it says where the next page goes on.
 */
final class AuditEventSearch {

    static final String BY_DAY = "byDay";
    static final String BY_ACTOR = "byActor";

    /** The number of queries of a page: so many days, of which most can be without an event. */
    static final int MAX_QUERIES = 64;

    /** The number of events that a page reads, of which a filter can leave out most. */
    static final int MAX_EVALUATED = 5_000;

    /** A page of DynamoDB with more could exceed the timeout of an attempt. */
    private static final int MAX_PER_QUERY = 1_000;

    /** By how much the clock of a function that changed a record can be ahead. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    private final DynamoDbClient dynamo;
    private final String table;
    private final AuditEventQuery query;
    private final Instant from;
    private final Instant to;

    private final List<AuditEventRow> rows = new ArrayList<>();
    private int queries;
    private int evaluated;

    /** @param earliest the time before which there are no events, or those that will be purged */
    AuditEventSearch(DynamoDbClient dynamo, String table, AuditEventQuery query, Instant earliest, Instant now) {
        this.dynamo = dynamo;
        this.table = table;
        this.query = query;
        this.from = later(earliest, query.from());
        // No event is later: no day is read for them, and no sort key has more digits.
        this.to = earlier(now.plus(CLOCK_SKEW), query.to());
    }

    private static Instant earlier(Instant first, @Nullable Instant second) {
        return second == null || second.isAfter(first) ? first : second;
    }

    private static Instant later(Instant first, @Nullable Instant second) {
        return second == null || second.isBefore(first) ? first : second;
    }

    /** @param position of an earlier page; any other, which a forged page key can have, is harmless */
    AuditEventPage run(@Nullable IndexPosition position, int limit) {
        IndexPosition after = isAfterEnd(position) ? null : position;
        if (!from.isBefore(to) || (after != null && after.sortKey().compareTo(AuditEventItem.sortKey(from)) < 0)) {
            return new AuditEventPage(List.of(), null);
        }
        String target = query.target();
        String actor = query.actor();
        if (target != null) {
            return new AuditEventPage(rows, readPartition(null, AuditEventItem.TARGET, target, after, limit));
        }
        return actor != null
                ? new AuditEventPage(rows, readPartition(BY_ACTOR, AuditEventItem.ACTOR, actor, after, limit))
                : byDay(after, limit);
    }

    /** DynamoDB rejects a start that is not within the range of the sort keys. */
    private boolean isAfterEnd(@Nullable IndexPosition position) {
        return position != null && position.sortKey().compareTo(AuditEventItem.sortKey(to)) > 0;
    }

    private AuditEventPage byDay(@Nullable IndexPosition after, int limit) {
        LocalDate first = AuditEventItem.day(from);
        LocalDate day = after == null ? AuditEventItem.day(to.minusMillis(1)) : AuditEventItem.dayAfter(after);
        IndexPosition position = after == null || AuditEventItem.isEndOfDay(after) ? null : after;
        while (!day.isBefore(first)) {
            if (isExhausted() || rows.size() == limit) {
                return new AuditEventPage(rows, AuditEventItem.endOf(day));
            }
            IndexPosition next = readPartition(BY_DAY, AuditEventItem.DAY, day.toString(), position, limit);
            if (next != null) {
                return new AuditEventPage(rows, next);
            }
            position = null;
            day = day.minusDays(1);
        }
        return new AuditEventPage(rows, null);
    }

    private boolean isExhausted() {
        return queries >= MAX_QUERIES || evaluated >= MAX_EVALUATED;
    }

    /**
     * Reads events of one partition of the table or of an index.
     *
     * @return where the rest of the partition starts; null if it was read to its end
     */
    private @Nullable IndexPosition readPartition(
            @Nullable String index, String attribute, String value, @Nullable IndexPosition after, int limit) {
        IndexPosition position = after;
        while (true) {
            QueryResponse page = DynamoTable.DYNAMODB.call(
                    dynamo::query, request(index, attribute, value, position, limit - rows.size()));
            DynamoTable.requireComplete(page.hasItems() && page.scannedCount() != null);
            queries++;
            evaluated += page.scannedCount();
            int missing = limit - rows.size();
            page.items().stream()
                    .limit(missing)
                    .map(SdkItems::fromSdk)
                    .map(AuditEventItem::fromItem)
                    .forEach(rows::add);
            if (page.items().size() > missing
                    || (rows.size() == limit && !page.lastEvaluatedKey().isEmpty())) {
                return rows.getLast().position();
            }
            if (page.lastEvaluatedKey().isEmpty()) {
                return null;
            }
            position = AuditEventItem.position(SdkItems.fromSdk(page.lastEvaluatedKey()));
            if (isExhausted()) {
                boolean isReturned =
                        !rows.isEmpty() && rows.getLast().position().equals(position);
                return index == null || isReturned ? position : AuditEventItem.withoutTarget(position);
            }
        }
    }

    private QueryRequest request(
            @Nullable String index, String attribute, String value, @Nullable IndexPosition after, int missing) {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, Attribute> values = new LinkedHashMap<>();
        names.put("#partition", attribute);
        values.put(":partition", Attribute.fromS(value));
        names.put("#sortKey", AuditEventItem.SORT_KEY);
        values.put(":from", Attribute.fromS(AuditEventItem.sortKey(from)));
        // Each event of that time has a longer sort key, which is greater.
        values.put(":to", Attribute.fromS(AuditEventItem.sortKey(to)));
        List<String> filters = new ArrayList<>();
        filter(filters, names, values, AuditEventItem.ACTION, query.action());
        filter(filters, names, values, AuditEventItem.PROJECT, query.project());
        if (!attribute.equals(AuditEventItem.ACTOR)) {
            filter(filters, names, values, AuditEventItem.ACTOR, query.actor());
        }
        QueryRequest.Builder request = QueryRequest.builder()
                .tableName(table)
                .indexName(index)
                .scanIndexForward(false)
                .keyConditionExpression("#partition = :partition AND #sortKey BETWEEN :from AND :to")
                .expressionAttributeNames(names)
                .expressionAttributeValues(SdkItems.toSdk(values))
                .overrideConfiguration(DynamoClientSettings.largeRead())
                .limit(filters.isEmpty() ? Math.min(missing, MAX_PER_QUERY) : MAX_PER_QUERY);
        if (!filters.isEmpty()) {
            request.filterExpression(String.join(" AND ", filters));
        }
        if (after != null) {
            request.exclusiveStartKey(startKey(attribute, value, after));
        }
        return request.build();
    }

    private static void filter(
            List<String> filters,
            Map<String, String> names,
            Map<String, Attribute> values,
            String attribute,
            @Nullable String value) {
        if (value != null) {
            names.put("#" + attribute, attribute);
            values.put(":" + attribute, Attribute.fromS(value));
            filters.add("#" + attribute + " = :" + attribute);
        }
    }

    /** A query can start after a key whether or not there is such an item. */
    private static Map<String, AttributeValue> startKey(String attribute, String value, IndexPosition after) {
        Map<String, Attribute> key = new LinkedHashMap<>();
        key.put(AuditEventItem.TARGET, Attribute.fromS(after.key()));
        key.put(AuditEventItem.SORT_KEY, Attribute.fromS(after.sortKey()));
        key.put(attribute, Attribute.fromS(value));
        return SdkItems.toSdk(key);
    }
}
