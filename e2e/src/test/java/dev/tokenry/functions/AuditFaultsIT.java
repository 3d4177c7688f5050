package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.audit.AuditEvent;
import dev.tokenry.audit.eventbridge.TestEventBus;
import dev.tokenry.aws.FaultyHttpClient;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.Operation;
import dev.tokenry.model.Token;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.dynamodb.TestAuditTable;
import dev.tokenry.store.dynamodb.TestTable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Audit events while their destinations fail: each is there in the end, once in the table, and none is out of order.
 */
@RequiresBackend
class AuditFaultsIT {

    private final AuditTrail trail = new AuditTrail();
    private int changes;

    @AfterEach
    void close() {
        trail.close();
    }

    @Test
    void records_that_are_delivered_twice_are_stored_once() {
        change(3);
        List<Map<String, Object>> records = trail.stream.records();

        assertThat(trail.taken(records)).isEqualTo(records.size());
        assertThat(trail.taken(records)).isEqualTo(records.size());
        assertThat(storedIds()).containsExactlyElementsOf(expectedIds());
        assertThat(busIds()).hasSize(2 * expectedIds().size());
        assertThat(new LinkedHashSet<>(busIds())).containsExactlyElementsOf(expectedIds());
    }

    @Test
    void function_that_dies_between_its_destinations_does_all_of_it_again() {
        change(3);
        trail.bus.enqueue(_ -> {
            throw new OutOfMemoryError("The process ends");
        });

        assertThatThrownBy(() -> trail.deliver(1_000)).isInstanceOf(Error.class);
        assertThat(storedIds()).containsExactlyElementsOf(expectedIds());
        assertThat(busIds()).isEmpty();

        trail.deliver(1_000);
        assertThat(storedIds()).containsExactlyElementsOf(expectedIds());
        assertThat(busIds()).containsExactlyElementsOf(expectedIds());
    }

    @Test
    void throttled_destinations_get_every_event() {
        TestAuditTable events = new TestAuditTable();
        try (FaultyHttpClient http = new FaultyHttpClient();
                DynamoDbClient client = TestTable.clientBuilder()
                        .httpClient(http)
                        .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry()))
                        .build();
                AuditTrail throttled = new AuditTrail(events.store(client, Clock.systemUTC()))) {
            http.setDefault(request ->
                    (http.calls().size() % 7 == 0 ? FaultyHttpClient.THROTTLE : FaultyHttpClient.PASS).call(request));
            change(throttled, 40);
            for (int i = 0; i < 200 && !throttled.isDelivered(); i++) {
                throttled.bus.enqueue(TestEventBus.reject("\"version\":" + (i % 5)), TestEventBus.THROTTLE);
                throttled.deliver(10);
            }

            assertThat(throttled.isDelivered()).isTrue();
            assertThat(ids(events)).containsExactlyInAnyOrderElementsOf(ids(throttled.expected()));
            assertThat(ids(throttled.bus)).containsAll(ids(throttled.expected()));
        }
    }

    @Test
    void record_that_cannot_be_read_stops_nothing() {
        Token token = change(2);
        trail.table.load(
                List.of(Map.of("pk", AttributeValue.fromS(token.id().value()), "name", AttributeValue.fromN("7"))));
        change(2);
        trail.deliver(1_000);

        assertThat(trail.isDelivered()).isTrue();
        assertThat(storedIds()).containsExactlyInAnyOrderElementsOf(expectedIds());
        assertThat(trail.expected()).extracting(AuditEvent::isUnparsed).containsOnlyOnce(true);
        assertThat(trail.log().getLast()).contains("\"UnparsedRecord\":1");
    }

    @Test
    void backlog_of_an_outage_comes_in_the_order_of_the_changes() {
        trail.bus.setDefault(TestEventBus.THROTTLE);
        for (int hour = 0; hour < 5; hour++) {
            change(60);
            trail.deliver(1_000);
        }
        assertThat(trail.isDelivered()).isFalse();
        assertThat(busIds()).isEmpty();
        assertThat(trail.log()).isEmpty();

        trail.bus.mend();
        trail.deliver(1_000);
        assertThat(trail.isDelivered()).isTrue();
        assertThat(busIds()).containsExactlyElementsOf(expectedIds());
        assertThat(storedIds()).containsExactlyInAnyOrderElementsOf(expectedIds());
    }

    private Token change(int count) {
        return change(trail, count);
    }

    /** Creates a token and changes it so many times. */
    private Token change(AuditTrail audited, int count) {
        Token token = SampleTokens.of("anna", "apollo", SampleTokens.NOW);
        audited.stores.tokens().insert(token, stamp());
        for (int i = 1; i < count; i++) {
            Token updated = token.withSettings(token.settings().withName("Name " + i));
            audited.stores.tokens().replace(token, updated, stamp());
            token = updated.withVersion(token.version() + 1);
        }
        return token;
    }

    private ChangeStamp stamp() {
        return new ChangeStamp(
                Operation.UPDATE_TOKEN,
                new IamActor("test", "request-" + changes),
                SampleTokens.NOW.plusMillis(changes++));
    }

    private List<String> expectedIds() {
        return ids(trail.expected());
    }

    private List<String> storedIds() {
        return ids(trail.events);
    }

    private List<String> busIds() {
        return ids(trail.bus);
    }

    private static List<String> ids(List<AuditEvent> events) {
        return events.stream().map(AuditEvent::id).toList();
    }

    /** Returns the ids in the order of their times. */
    private static List<String> ids(TestAuditTable events) {
        return events.items().stream()
                .map(item -> item.get("sk").s())
                .sorted()
                .map(key -> key.split("#", 2)[1])
                .toList();
    }

    private static List<String> ids(TestEventBus bus) {
        List<String> ids = new ArrayList<>();
        bus.details()
                .forEach(detail -> ids.add(TestResponse.json(detail).path("id").asText()));
        return ids;
    }
}
