package dev.tokenry.audit.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.audit.AuditEvent;
import dev.tokenry.audit.OutgoingEvent;
import dev.tokenry.audit.SampleEvents;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventBridgeSinkTest {

    private final TestEventBus bus = new TestEventBus();
    private final EventBridgeSink sink = bus.sink();

    @Test
    void entry_has_the_source_the_type_the_time_and_the_event() {
        OutgoingEvent event = events(1).getFirst();

        assertThat(sink.take(List.of(event), () -> true)).isOne();
        JsonNode entry = bus.taken().getFirst();
        assertThat(entry.path("EventBusName").asText()).isEqualTo("audit");
        assertThat(entry.path("Source").asText()).isEqualTo("dev.tokenry");
        assertThat(entry.path("DetailType").asText()).isEqualTo("Token Disabled");
        assertThat(entry.path("Detail").asText()).isEqualTo(event.json());
        assertThat(entry.path("Time").asDouble()).isEqualTo(1_796_015_400.123);
    }

    @Test
    void events_are_sent_in_order_ten_at_a_time() {
        List<OutgoingEvent> events = events(25);

        assertThat(sink.take(events, () -> true)).isEqualTo(25);
        assertThat(bus.requestSizes()).containsExactly(10, 10, 5);
        assertThat(bus.details())
                .containsExactlyElementsOf(
                        events.stream().map(OutgoingEvent::json).toList());
    }

    @Test
    void request_is_within_the_limit_of_bytes() {
        // Two of them with their names are 256 KB, which is too much.
        int half = 128 * 1024 - EventBridgeSink.size(withJson(events(1).getFirst(), ""));

        assertThat(sink.take(events(5, half - 1), () -> true)).isEqualTo(5);
        assertThat(sink.take(events(2, half), () -> true)).isEqualTo(2);
        assertThat(bus.requestSizes()).containsExactly(2, 2, 1, 1, 1);
    }

    @Test
    void failed_entries_alone_are_sent_again() {
        bus.enqueue(TestEventBus.reject("id=e1,"), TestEventBus.reject("id=e1,"));

        assertThat(sink.take(events(3), () -> true)).isEqualTo(3);
        assertThat(bus.requestSizes()).containsExactly(3, 1, 1);
        assertThat(bus.details()).hasSize(3);
    }

    @Test
    void request_that_fails_is_sent_again() {
        bus.enqueue(TestEventBus.THROTTLE, TestEventBus.LOSE_RESPONSE);

        assertThat(sink.take(events(3), () -> true)).isEqualTo(3);
        // The second request may have been executed: the id of an event shows that it came twice.
        assertThat(bus.details()).hasSize(6);
    }

    @Test
    void events_before_the_first_that_fails_are_taken_and_no_later_chunk_is_sent() {
        bus.setDefault(TestEventBus.reject("id=e13,"));

        assertThat(sink.take(events(30), () -> true)).isEqualTo(13);
        assertThat(bus.details()).hasSize(19).noneMatch(detail -> detail.contains("id=e13,"));
    }

    @Test
    void without_time_nothing_is_tried_again() {
        bus.setDefault(TestEventBus.THROTTLE);
        AtomicInteger attempts = new AtomicInteger();

        assertThat(sink.take(events(3), () -> attempts.getAndIncrement() < 2)).isZero();
        assertThat(bus.requestSizes()).containsExactly(3, 3);
    }

    @Test
    void nothing_is_sent_without_events() {
        assertThat(sink.take(List.of(), () -> true)).isZero();
        assertThat(bus.requestSizes()).isEmpty();
    }

    private static List<OutgoingEvent> events(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> SampleEvents.event("e" + i, SampleEvents.NOW, "tok.A"))
                .toList();
    }

    private static List<OutgoingEvent> events(int count, int bytes) {
        return events(count).stream()
                .map(event -> withJson(event, "x".repeat(bytes)))
                .toList();
    }

    private static OutgoingEvent withJson(OutgoingEvent event, String json) {
        AuditEvent same = event.event();
        return new OutgoingEvent(same, json);
    }
}
