package dev.tokenry.emulator.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenry.emulator.AwsEmulator;
import dev.tokenry.emulator.SdkClients;
import dev.tokenry.emulator.io.Fault;
import dev.tokenry.emulator.io.PhysicalResource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.InternalException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

class EventBridgeEmulatorTest {

    @TempDir
    Path directory;

    private AwsEmulator aws;
    private EventBridgeClient client;

    @BeforeEach
    void start() {
        aws = AwsEmulator.start(directory);
        client = SdkClients.eventBridge(aws);
    }

    @AfterEach
    void stop() {
        client.close();
        aws.close();
    }

    @Test
    void an_event_has_the_form_in_which_targets_receive_it() throws Exception {
        PutEventsRequestEntry entry = entry("{\"n\":1}").toBuilder()
                .time(Instant.parse("2026-11-30T05:10:00.700Z"))
                .resources("arn:one")
                .build();

        PutEventsResponse response = put(entry);

        assertThat(response.failedEntryCount()).isZero();
        String id = response.entries().getFirst().eventId();
        assertThat(aws.eventBridge().events()).singleElement().satisfies(published -> {
            assertThat(published.bus()).isEqualTo("default");
            assertThat(published.event()).isEqualTo(new JsonMapper().readTree("""
                    {"version": "0", "id": "%s", "detail-type": "Thing Made", "source": "shop",
                     "account": "000000000000", "time": "2026-11-30T05:10:00Z", "region": "eu-central-1",
                     "resources": ["arn:one"], "detail": {"n": 1}}
                    """.formatted(id)));
        });
    }

    @Test
    void events_are_kept_apart_by_bus_and_shown_newest_first() {
        PhysicalResource bus = aws.create("Bus", "AWS::Events::EventBus", Map.of("Name", "orders"));
        put(entry("{\"n\":1}"));
        put(toBus("orders", 2), toBus(bus.attributes().get("Arn"), 3));
        put(entry("{\"n\":4}"));

        assertThat(aws.eventBridge().events())
                .extracting(each -> each.bus() + each.event().at("/detail/n").asInt())
                .containsExactly("default4", "orders3", "orders2", "default1");
    }

    @Test
    void the_last_thousand_events_of_a_bus_are_kept() {
        put(toBus("other", 0));
        for (int i = 0; i < 101; i++) {
            put(Collections.nCopies(10, entry("{\"n\":" + i + "}")).toArray(PutEventsRequestEntry[]::new));
        }

        List<PublishedEvent> events = aws.eventBridge().events();
        assertThat(events).hasSize(1001);
        assertThat(events.getLast().bus()).isEqualTo("other");
        assertThat(events.get(999).event().at("/detail/n").asInt()).isEqualTo(1);
    }

    /** An entry with an error, next to one without. */
    record Rejected(String code, Consumer<PutEventsRequestEntry.Builder> change) {
        @Override
        public String toString() {
            return code;
        }
    }

    static final Rejected[] REJECTED = {
        new Rejected("InvalidArgument", entry -> entry.source(null)),
        new Rejected("InvalidArgument", entry -> entry.detailType("")),
        new Rejected("InvalidArgument", entry -> entry.detail(null)),
        new Rejected("MalformedDetail", entry -> entry.detail("{")),
        new Rejected("MalformedDetail", entry -> entry.detail("[1]")),
        new Rejected("NotAuthorizedForSourceException", entry -> entry.source("aws.kms")),
    };

    @ParameterizedTest
    @FieldSource("REJECTED")
    void an_entry_with_an_error_fails_alone(Rejected rejected) {
        PutEventsResponse response =
                put(entry("{}").toBuilder().applyMutation(rejected.change).build(), entry("{\"n\":2}"));

        assertThat(response.failedEntryCount()).isEqualTo(1);
        assertThat(response.entries().getFirst().errorCode()).isEqualTo(rejected.code);
        assertThat(response.entries().getFirst().errorMessage()).isNotEmpty();
        assertThat(response.entries().getFirst().eventId()).isNull();
        assertThat(response.entries().getLast().eventId()).isNotNull();
        assertThat(aws.eventBridge().events()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11})
    void a_request_has_one_to_ten_entries(int count) {
        PutEventsRequestEntry[] entries =
                IntStream.range(0, count).mapToObj(i -> entry("{}")).toArray(PutEventsRequestEntry[]::new);

        assertThatThrownBy(() -> put(entries))
                .isInstanceOf(EventBridgeException.class)
                .hasMessageContaining("Member must have length between 1 and 10");
    }

    @Test
    void a_request_is_smaller_than_256_kilobytes() {
        int names = "shop".length() + "Thing Made".length();
        int largest = 256 * 1024 - 1 - names;
        put(entry(detail(largest)));

        assertThatThrownBy(() -> put(entry(detail(largest + 1))))
                .isInstanceOf(EventBridgeException.class)
                .hasMessageContaining("Total size of the entries in the request is over the limit");
        assertThatThrownBy(() -> put(entry(detail(largest - 20)), entry(detail(10))))
                .isInstanceOf(EventBridgeException.class);
        assertThat(aws.eventBridge().events()).hasSize(1);
    }

    @Test
    void injected_faults_meet_requests_and_entries() {
        aws.eventBridge().faults().fail(1, Fault.FAILING);
        put(entry("{}"));
        assertThat(aws.eventBridge().events()).as("the SDK sends it again").hasSize(1);

        aws.eventBridge().faults().fail(100, Fault.FAILING);
        assertThatThrownBy(() -> put(entry("{}"))).isInstanceOf(InternalException.class);
        aws.eventBridge().faults().clear();

        aws.eventBridge().entryFaults().fail(2, Fault.THROTTLED);
        PutEventsResponse response = put(entry("{}"), entry("{}"), entry("{}"));
        assertThat(response.failedEntryCount()).isEqualTo(2);
        assertThat(response.entries())
                .extracting(PutEventsResultEntry::errorCode)
                .containsExactly("ThrottlingException", "ThrottlingException", null);
    }

    private PutEventsResponse put(PutEventsRequestEntry... entries) {
        return client.putEvents(request -> request.entries(entries));
    }

    private static PutEventsRequestEntry toBus(String bus, int number) {
        return entry("{\"n\":" + number + "}").toBuilder().eventBusName(bus).build();
    }

    private static PutEventsRequestEntry entry(String detail) {
        return PutEventsRequestEntry.builder()
                .source("shop")
                .detailType("Thing Made")
                .detail(detail)
                .build();
    }

    private static String detail(int length) {
        return "{\"x\":\"" + "y".repeat(length - 8) + "\"}";
    }
}
