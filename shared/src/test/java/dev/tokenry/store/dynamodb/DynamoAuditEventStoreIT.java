package dev.tokenry.store.dynamodb;

import static dev.tokenry.audit.SampleEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.audit.AuditAction.Verb;
import dev.tokenry.audit.AuditActor;
import dev.tokenry.audit.OutgoingEvent;
import dev.tokenry.aws.FaultyHttpClient;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.store.AuditEventFinder.AuditEventPage;
import dev.tokenry.store.AuditEventFinder.AuditEventRow;
import dev.tokenry.store.AuditEventQuery;
import dev.tokenry.store.AuditEventStore;
import dev.tokenry.store.AuditEventStoreContract;
import dev.tokenry.store.IndexPosition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@RequiresBackend
class DynamoAuditEventStoreIT extends AuditEventStoreContract {

    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final AuditEventQuery ALL = new AuditEventQuery(null, null, null, null, null, null);

    private final TestAuditTable table = new TestAuditTable();
    private final FaultyHttpClient http = new FaultyHttpClient();
    private final DynamoDbClient client = TestTable.clientBuilder()
            .httpClient(http)
            .overrideConfiguration(DynamoClientSettings.standard().toBuilder()
                    .apiCallAttemptTimeout(Duration.ofSeconds(20))
                    .apiCallTimeout(Duration.ofSeconds(60))
                    .build())
            .build();

    @Override
    protected AuditEventStore store() {
        return table.store(CLOCK);
    }

    @AfterEach
    void close() {
        client.close();
        http.close();
    }

    @Test
    void item_has_the_keys_of_the_table_and_of_its_indexes_and_is_purged_after_the_retention() {
        OutgoingEvent event = event("e1", NOW, "tok.A");
        store().take(List.of(event), () -> true);

        assertThat(table.items())
                .containsExactly(Map.of(
                        "pk", text("token#tok.A"),
                        "sk", text("1796015400123#e1"),
                        "day", text("2026-11-30"),
                        "actor", text("iam#maintenance"),
                        "action", text("token.disabled"),
                        "owner", text("alice"),
                        "project", text("web"),
                        "event", text(event.json()),
                        "purgeAt", AttributeValue.fromN("1830575400")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"event", "action"})
    void damaged_event_blocks_no_other(String attribute) {
        AuditEventStore store = store();
        store.take(List.of(event("e1", NOW, "tok.A")), () -> true);
        table.damage(attribute);
        OutgoingEvent intact = event("e2", NOW, "tok.A");
        store.take(List.of(intact), () -> true);

        assertThat(store.find(AuditEventQuery.ofTarget("token#tok.A"), null, 10).rows())
                .extracting(AuditEventRow::json)
                .containsExactly(intact.json(), "");
    }

    @Test
    void sort_key_of_an_early_time_has_as_many_digits() {
        store().take(List.of(event("e1", Instant.ofEpochMilli(7), "tok.A")), () -> true);

        assertThat(table.items()).extracting(item -> item.get("sk").s()).containsExactly("0000000000007#e1");
    }

    /** A key of the token table can be as long as one of this table, and a forged stamp longer. */
    @Test
    void event_of_a_record_of_another_program_is_taken_whatever_its_key() {
        AuditActor forged = new AuditActor.Token("\u20ac".repeat(2_048), null, null, null, null);
        OutgoingEvent event = event("e1", NOW, "\ud83d\ude00".repeat(512), forged, Verb.DISABLED, "web");

        assertThat(store().take(List.of(event), () -> true)).isOne();
        assertThat(table.items()).extracting(item -> item.get("event").s()).containsExactly(event.json());
    }

    @Test
    void taken_event_is_never_changed() {
        store().take(List.of(event("e1", NOW, "tok.A")), () -> true);
        List<Map<String, AttributeValue>> before = table.items();
        OutgoingEvent other = new OutgoingEvent(event("e1", NOW, "tok.A").event(), "forged");

        assertThat(store().take(List.of(other), () -> true)).isOne();
        assertThat(table.items()).isEqualTo(before);
    }

    @Test
    void events_before_the_first_that_cannot_be_written_are_taken() {
        AuditEventStore store = table.store(client, CLOCK);
        http.setDefault(request -> {
            FaultyHttpClient.CallBehaviour behaviour =
                    http.calls().size() > 20 ? FaultyHttpClient.THROTTLE : FaultyHttpClient.PASS;
            return behaviour.call(request);
        });
        List<OutgoingEvent> events = IntStream.range(0, 100)
                .mapToObj(i -> event("e" + i, NOW, "tok.A"))
                .toList();

        int taken = store.take(events, () -> true);
        assertThat(taken).isBetween(1, 20);
        assertThat(table.items())
                .extracting(item -> item.get("sk").s().split("#", 2)[1])
                .containsAll(events.subList(0, taken).stream()
                        .map(OutgoingEvent::deduplicationId)
                        .toList());

        http.setDefault(FaultyHttpClient.PASS);
        assertThat(store.take(events.subList(taken, 100), () -> true)).isEqualTo(100 - taken);
        assertThat(table.items()).hasSize(100);
    }

    @Test
    void write_with_a_lost_response_is_made_once() {
        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);

        assertThat(table.store(client, CLOCK).take(List.of(event("e1", NOW, "tok.A")), () -> true))
                .isOne();
        assertThat(table.items()).hasSize(1);
    }

    @Test
    void page_reads_a_limited_number_of_days_without_events() {
        store().take(List.of(event("old", NOW.minus(Duration.ofDays(390)), "tok.A")), () -> true);
        AuditEventStore store = table.store(client, CLOCK);

        AuditEventPage page = store.find(ALL, null, 10);
        int pages = 1;
        while (page.rows().isEmpty()) {
            assertThat(http.calls()).hasSize(pages * AuditEventSearch.MAX_QUERIES);
            page = store.find(ALL, page.next(), 10);
            pages++;
        }
        assertThat(page.rows()).hasSize(1);
        assertThat(pages).isEqualTo(391 / AuditEventSearch.MAX_QUERIES + 1);
        // From the earliest day that an event can be of, there is nothing to read.
        assertThat(page.next()).isNull();
    }

    /** One test, because so many events take seconds to write. */
    @Test
    void page_reads_a_limited_number_of_events_that_a_filter_leaves_out_and_its_position_does_not_tell_their_target() {
        List<OutgoingEvent> events = IntStream.range(0, AuditEventSearch.MAX_EVALUATED + 500)
                .mapToObj(i -> event("e" + i, NOW.minusMillis(i), "tok.SECRET"))
                .toList();
        store().take(events, () -> true);
        String actor = events.getFirst().event().actor().key();
        AuditEventStore store = table.store(client, CLOCK);
        for (AuditEventQuery query : List.of(
                new AuditEventQuery("token#tok.SECRET", null, "token.created", null, null, null),
                new AuditEventQuery(null, actor, null, "other", null, null),
                new AuditEventQuery(null, null, null, "other", null, null))) {
            int before = http.calls().size();

            AuditEventPage page = store.find(query, null, 10);

            assertThat(page.rows()).isEmpty();
            assertThat(http.calls()).hasSize(before + AuditEventSearch.MAX_EVALUATED / 1_000);
            // Who asks for events of a target knows it.
            assertThat(page.next())
                    .isNotNull()
                    .extracting(IndexPosition::key)
                    .isEqualTo(query.target() == null ? "-" : query.target());
            assertThat(rest(store, query, page)).isEmpty();
        }
    }

    private static List<AuditEventRow> rest(AuditEventStore store, AuditEventQuery query, AuditEventPage page) {
        return store.find(query, page.next(), 10).rows();
    }

    @Test
    void position_that_is_older_than_the_retention_ends_the_list() {
        store().take(List.of(event("e1", NOW, "tok.A"), event("e2", NOW.minusMillis(1), "tok.A")), () -> true);
        AuditEventPage first = store().find(ALL, null, 1);
        InstantSource later =
                InstantSource.fixed(NOW.plus(TestAuditTable.RETENTION).plusSeconds(1));

        assertThat(table.store(later).find(ALL, first.next(), 1)).isEqualTo(new AuditEventPage(List.of(), null));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }
}
