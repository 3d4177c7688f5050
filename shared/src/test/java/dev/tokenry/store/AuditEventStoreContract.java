package dev.tokenry.store;

import static dev.tokenry.audit.SampleEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tokenry.audit.AuditAction.Verb;
import dev.tokenry.audit.AuditActor;
import dev.tokenry.audit.OutgoingEvent;
import dev.tokenry.audit.SampleEvents;
import dev.tokenry.store.AuditEventFinder.AuditEventPage;
import dev.tokenry.store.AuditEventFinder.AuditEventRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every {@link AuditEventStore}. */
public abstract class AuditEventStoreContract {

    /** The present of the store. Its retention is 400 days. */
    protected static final Instant NOW = SampleEvents.NOW;

    private static final AuditEventQuery ALL = new AuditEventQuery(null, null, null, null, null, null);
    private static final AuditActor ALICE = new AuditActor.Token("tok.ALICE", "alice", "current", "192.0.2.1", "curl");

    private AuditEventStore store;

    /** Returns an empty store. */
    protected abstract AuditEventStore store();

    @BeforeEach
    void create_store() {
        store = store();
    }

    @Test
    void event_is_found_as_it_was_taken() {
        OutgoingEvent event = event("e1", NOW, "tok.A");
        take(event);

        AuditEventPage page = store.find(AuditEventQuery.ofTarget("token#tok.A"), null, 10);
        assertThat(page.rows())
                .extracting(
                        AuditEventRow::target,
                        AuditEventRow::action,
                        AuditEventRow::owner,
                        AuditEventRow::project,
                        AuditEventRow::json)
                .containsExactly(tuple("token#tok.A", "token.disabled", "alice", "web", event.json()));
        assertThat(page.next()).isNull();
    }

    @Test
    void event_that_comes_again_is_taken_and_stored_once() {
        take(event("e1", NOW, "tok.A"));
        take(event("e1", NOW, "tok.A"), event("e2", NOW, "tok.A"));

        assertThat(ids(AuditEventQuery.ofTarget("token#tok.A"), 10)).containsExactly("e2", "e1");
    }

    @Test
    void without_time_nothing_is_taken() {
        assertThat(store.take(List.of(event("e1", NOW, "tok.A")), () -> false)).isZero();
        assertThat(ids(ALL, 10)).isEmpty();
    }

    @Test
    void events_of_a_target_are_those_of_no_other() {
        take(event("e1", NOW, "tok.A"), event("e2", NOW, "tok.AB"), event("e3", minus(1), "tok.A"));

        assertThat(ids(AuditEventQuery.ofTarget("token#tok.A"), 10)).containsExactly("e1", "e3");
        assertThat(ids(AuditEventQuery.ofTarget("token#tok.C"), 10)).isEmpty();
    }

    @Test
    void events_of_an_actor_are_those_of_no_other() {
        take(
                event("e1", minus(5), "tok.A", ALICE, Verb.CREATED, "web"),
                event("e2", minus(4), "tok.B"),
                event("e3", minus(3), "tok.C", ALICE, Verb.DELETED, "web"));

        assertThat(ids(query(null, "token#tok.ALICE", null, null), 10)).containsExactly("e3", "e1");
        assertThat(ids(query("token#tok.C", "token#tok.ALICE", null, null), 10)).containsExactly("e3");
        assertThat(ids(query("token#tok.B", "token#tok.ALICE", null, null), 10)).isEmpty();
    }

    @Test
    void events_of_all_days_come_newest_first() {
        take(event("e1", minus(24 * 399), "tok.A"), event("e2", minus(24 * 40), "tok.B"), event("e3", NOW, "tok.C"));

        assertThat(ids(ALL, 10)).containsExactly("e3", "e2", "e1");
    }

    @Test
    void end_in_the_far_future_is_now() {
        take(event("e1", minus(26), "tok.A"), event("e2", minus(1), "tok.A"));
        Instant end = Instant.parse("9999-12-31T23:59:59.999Z");

        assertThat(ids(new AuditEventQuery(null, null, null, null, null, end), 10))
                .containsExactly("e2", "e1");
        assertThat(ids(new AuditEventQuery("token#tok.A", null, null, null, null, end), 10))
                .containsExactly("e2", "e1");
    }

    @Test
    void time_is_from_inclusive_to_exclusive() {
        take(event("e1", minus(26), "tok.A"), event("e2", minus(25), "tok.A"), event("e3", minus(1), "tok.A"));
        AuditEventQuery bounded = new AuditEventQuery(null, null, null, null, minus(26), minus(1));

        assertThat(ids(bounded, 10)).containsExactly("e2", "e1");
        assertThat(ids(new AuditEventQuery("token#tok.A", null, null, null, minus(25), NOW), 10))
                .containsExactly("e3", "e2");
        assertThat(ids(new AuditEventQuery(null, null, null, null, NOW, minus(26)), 10))
                .isEmpty();
    }

    @Test
    void filters_apply_together() {
        take(
                event("e1", minus(5), "tok.A", ALICE, Verb.CREATED, "web"),
                event("e2", minus(4), "tok.A", ALICE, Verb.DELETED, "web"),
                event("e3", minus(30), "tok.B", ALICE, Verb.DELETED, "app"));

        assertThat(ids(query(null, null, "token.deleted", null), 10)).containsExactly("e2", "e3");
        assertThat(ids(query(null, null, "token.deleted", "app"), 10)).containsExactly("e3");
        assertThat(ids(query(null, "token#tok.ALICE", "token.created", "web"), 10))
                .containsExactly("e1");
        assertThat(ids(query("token#tok.A", null, "token.deleted", "app"), 10)).isEmpty();
    }

    @Test
    void pages_of_any_size_contain_each_event_once() {
        List<OutgoingEvent> events = IntStream.range(0, 15)
                .mapToObj(i -> event("e" + i, minus(i / 3 * 20), "tok." + i % 4, ALICE, Verb.UPDATED, "web"))
                .toList();
        take(events.toArray(OutgoingEvent[]::new));

        for (AuditEventQuery query : List.of(
                ALL,
                AuditEventQuery.ofTarget("token#tok.1"),
                query(null, ALICE.key(), null, null),
                query(null, null, "token.updated", "web"))) {
            List<String> atOnce = ids(query, 100);
            assertThat(atOnce).isNotEmpty().doesNotHaveDuplicates();
            for (int limit : new int[] {1, 2, 3, 7}) {
                assertThat(ids(query, limit)).as("%s by %s", query, limit).isEqualTo(atOnce);
            }
        }
    }

    @Test
    void position_of_another_query_fails_nothing() {
        take(event("e1", minus(30), "tok.A"), event("e2", minus(2), "tok.A", ALICE, Verb.UPDATED, "web"));

        for (String time : List.of("0000000000000", "%013d".formatted(minus(10).toEpochMilli()), "9999999999999")) {
            for (String id : List.of("", "#", "#e7")) {
                IndexPosition position = new IndexPosition(time + id, "token#tok.Z");
                for (AuditEventQuery query : List.of(
                        ALL,
                        AuditEventQuery.ofTarget("token#tok.A"),
                        query(null, ALICE.key(), null, null),
                        new AuditEventQuery(null, null, null, null, minus(40), minus(20)),
                        new AuditEventQuery("token#tok.A", null, null, null, minus(40), minus(20)))) {
                    assertThat(store.find(query, position, 10).rows())
                            .as("%s after %s", query, position)
                            .hasSizeLessThanOrEqualTo(2);
                }
            }
        }
    }

    private void take(OutgoingEvent... events) {
        assertThat(store.take(List.of(events), () -> true)).isEqualTo(events.length);
    }

    /** Returns the ids of all events of a query, read in pages of this size. */
    private List<String> ids(AuditEventQuery query, int limit) {
        List<String> ids = new ArrayList<>();
        IndexPosition position = null;
        do {
            AuditEventPage page = store.find(query, position, limit);
            assertThat(page.rows()).hasSizeLessThanOrEqualTo(limit);
            page.rows().forEach(row -> ids.add(row.json().replaceFirst(".*?, id=(\\w+),.*", "$1")));
            position = page.next();
        } while (position != null);
        return ids;
    }

    private static AuditEventQuery query(String target, String actor, String action, String project) {
        return new AuditEventQuery(target, actor, action, project, null, null);
    }

    private static Instant minus(int hours) {
        return NOW.minus(Duration.ofHours(hours));
    }
}
