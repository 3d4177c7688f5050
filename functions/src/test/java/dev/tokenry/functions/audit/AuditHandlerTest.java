package dev.tokenry.functions.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.audit.eventbridge.TestEventBus;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.store.AuditEventFinder.AuditEventRow;
import dev.tokenry.store.AuditEventQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditHandlerTest {

    private static final Map<String, Object> DONE = Map.of("batchItemFailures", List.of());
    private static final String CREATED = "100000000000000000001";
    private static final String PURGED = "100000000000000000003";
    private static final String TOKEN = "token#tk0c01.ST2EY72KQINMH574WMNVI7YN";

    private final TestStack stack = new TestStack();
    private AuditHandler handler;

    @BeforeEach
    void create_handler() {
        stack.setVariable("ENVIRONMENT_ID", "prod");
        handler = new AuditHandler(stack.wiring());
    }

    @Test
    void events_are_in_the_table_on_the_bus_and_in_the_log() {
        assertThat(handler.handleRequest(event(), stack.context())).isEqualTo(DONE);

        List<String> stored = stored();
        assertThat(stored).hasSize(2);
        assertThat(stack.testEventBus().details()).isEqualTo(stored);
        assertThat(stack.metrics()).containsSequence(stored.get(0) + "\n", stored.get(1) + "\n");
    }

    @Test
    void creation_names_the_caller_and_the_purge_the_service() {
        handler.handleRequest(event(), stack.context());

        JsonNode created = TestResponse.json(stored().getFirst());
        assertThat(created.path("type").asText()).isEqualTo("Token Created");
        assertThat(created.path("time").asText()).isEqualTo("2026-11-30T05:10:00.123Z");
        assertThat(created.path("environment").asText()).isEqualTo("prod");
        assertThat(created.path("actor").toString())
                .isEqualTo("{\"kind\":\"token\",\"tokenId\":\"tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX\",\"owner\":\"carol\","
                        + "\"secret\":\"current\",\"sourceIp\":\"192.0.2.1\",\"userAgent\":\"curl/8.5\"}");
        JsonNode purged = TestResponse.json(stored().getLast());
        assertThat(purged.path("type").asText()).isEqualTo("Token Purged");
        assertThat(purged.path("actor").toString())
                .isEqualTo("{\"kind\":\"service\",\"service\":\"dynamodb.amazonaws.com\"}");
    }

    @Test
    void what_the_bus_does_not_take_is_delivered_again_and_is_not_in_the_log() {
        stack.testEventBus().setDefault(TestEventBus.reject("token.purged"));

        assertThat(handler.handleRequest(event(), stack.context())).isEqualTo(failure(PURGED));
        assertThat(stack.metrics().toString()).contains("token.created").doesNotContain("token.purged");

        stack.testEventBus().mend();
        assertThat(handler.handleRequest(event(), stack.context())).isEqualTo(DONE);
        assertThat(stored()).hasSize(2);
    }

    @Test
    void outage_of_the_bus_stops_at_the_first_event() {
        stack.testEventBus().setDefault(TestEventBus.THROTTLE);

        assertThat(handler.handleRequest(event(), stack.context())).isEqualTo(failure(CREATED));
    }

    @Test
    void without_time_nothing_is_done() {
        stack.context().setRemainingTime(10_000);

        assertThat(handler.handleRequest(event(), stack.context())).isEqualTo(failure(CREATED));
        assertThat(stored()).isEmpty();
    }

    @Test
    void unknown_changes_and_unparsed_records_are_metrics() {
        List<Object> records = new ArrayList<>((List<?>) event().get("Records"));
        records.add(Map.of("eventID", "x", "dynamodb", Map.of("Keys", Map.of("pk", Map.of("S", "trust#1")))));
        records.add(withoutIdentity((Map<?, ?>) records.get(2)));

        assertThat(handler.handleRequest(Map.of("Records", records), stack.context()))
                .isEqualTo(DONE);
        JsonNode metrics = TestResponse.json(stack.metrics().getLast());
        assertThat(metrics.path("AuditEvents").asInt()).isEqualTo(4);
        assertThat(metrics.path("UnknownChange").asInt()).isOne();
        assertThat(metrics.path("UnparsedRecord").asInt()).isOne();
    }

    @Test
    void uses_of_retired_secrets_are_a_metric() {
        Map<?, ?> use = (Map<?, ?>) ((List<?>) event().get("Records")).get(1);
        Map<String, Object> dynamodb = copy(use.get("dynamodb"));
        Map<String, Object> image = copy(dynamodb.get("NewImage"));
        image.put("retiredUsedAt", Map.of("N", "1773830262518"));
        image.put("retiredFirstUsedAt", Map.of("N", "1773830262518"));
        image.put("retiredUses", Map.of("N", "1"));
        dynamodb.put("NewImage", image);
        Map<String, Object> retired = copy(use);
        retired.put("dynamodb", dynamodb);

        assertThat(handler.handleRequest(Map.of("Records", List.of(use, retired)), stack.context()))
                .isEqualTo(DONE);
        JsonNode metrics = TestResponse.json(stack.metrics().getLast());
        assertThat(metrics.path("AuditEvents").asInt()).isOne();
        assertThat(metrics.path("RetiredSecretUsed").asInt()).isOne();
        assertThat(metrics.path("UnknownChange").asInt()).isZero();
    }

    private static Map<String, Object> copy(Object map) {
        Map<String, Object> copy = new HashMap<>();
        ((Map<?, ?>) map).forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }

    @Test
    void batch_of_last_uses_sends_and_logs_nothing() {
        Object use = ((List<?>) event().get("Records")).get(1);

        assertThat(handler.handleRequest(Map.of("Records", List.of(use, use)), stack.context()))
                .isEqualTo(DONE);
        assertThat(stack.metrics()).isEmpty();
        assertThat(stack.testEventBus().requestSizes()).isEmpty();
    }

    private List<String> stored() {
        return stack.auditEvents().find(AuditEventQuery.ofTarget(TOKEN), null, 10).rows().reversed().stream()
                .map(AuditEventRow::json)
                .toList();
    }

    /** Returns a removal that no service makes. */
    private static Map<Object, Object> withoutIdentity(Map<?, ?> removal) {
        Map<Object, Object> copy = new HashMap<>(removal);
        copy.remove("userIdentity");
        copy.put("eventID", "y");
        return copy;
    }

    private static Map<String, Object> failure(String sequenceNumber) {
        return Map.of("batchItemFailures", List.of(Map.of("itemIdentifier", sequenceNumber)));
    }

    private static Map<String, Object> event() {
        return TestEvent.load("audit-stream").toMap();
    }
}
