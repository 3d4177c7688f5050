package dev.tokenry.e2e.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema, the examples and the tables of {@code docs/events.md} describe the same events. */
class AuditEventSchemaTest {

    private static final AuditEventSchema SCHEMA = AuditEventSchema.read();
    private static final EventsDocument DOCUMENT = EventsDocument.read();

    static List<ExampleEvent> examples() {
        return ExampleEvent.all();
    }

    @Test
    void each_type_has_one_example() {
        assertThat(examples())
                .extracting(ExampleEvent::file)
                .containsExactlyInAnyOrderElementsOf(
                        SCHEMA.types().stream().map(ExampleEvent::fileName).toList());
        assertThat(SCHEMA.types()).doesNotHaveDuplicates().isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void example_conforms_to_the_schema(ExampleEvent example) {
        assertThat(SCHEMA.violations(example.detail())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void example_is_an_event_of_its_type(ExampleEvent example) {
        assertThat(example.file()).isEqualTo(ExampleEvent.fileName(example.type()));
        assertThat(example.event().path("detail-type").textValue()).isEqualTo(example.type());
        assertThat(example.event().path("source").textValue()).isEqualTo("dev.tokenry");
        assertThat(example.event().propertyStream().map(Map.Entry::getKey))
                .containsExactly(
                        "version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail");
    }

    @Test
    void types_are_documented() {
        assertThat(DOCUMENT.types())
                .isEqualTo(SCHEMA.types().stream().collect(Collectors.toMap(type -> type, SCHEMA::action)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void changed_fields_are_documented(ExampleEvent example) {
        Set<String> documented = DOCUMENT.fields()
                .getOrDefault(example.detail().at("/target/kind").textValue(), Set.of());

        assertThat(example.detail().path("changes"))
                .allSatisfy(change ->
                        assertThat(documented).contains(change.path("field").textValue()));
    }

    @Test
    void the_documented_event_is_the_example_of_its_type() throws IOException {
        assertThat(new JsonMapper().readTree(DOCUMENT.example()))
                .isEqualTo(ExampleEvent.ofType("Token Disabled").event());
    }

    static Stream<Consumer<ObjectNode>> damages() {
        return Stream.of(
                event -> event.remove("id"),
                event -> event.remove("actor"),
                event -> event.remove("environment"),
                event -> event.remove("leak"),
                event -> event.putNull("requestId"),
                event -> event.put("schemaVersion", 2),
                event -> event.put("time", "2026-11-30T05:10:00Z"),
                event -> event.put("type", "Token Found"),
                event -> event.put("action", "token.disabled"),
                event -> event.put("version", "7"),
                event -> event.put("digest", "00"),
                event -> object(event, "/target").put("kind", "user"),
                event -> object(event, "/target").put("secret", "A"),
                event -> object(event, "/actor").put("kind", "token#1"),
                event -> object(event, "/actor")
                        .put("tokenId", event.at("/target/id").textValue() + ".A"),
                event -> object(event, "/actor").put("function", "BootstrapFunction"),
                event -> object(event, "/changes/0").remove("field"),
                event -> object(event, "/changes/0").retain("field"),
                event -> object(event, "/changes/0").putNull("to"),
                event -> object(event, "/changes/0").putArray("added").add("a"),
                event -> object(event, "/changes/0").put("pepper", 1),
                event -> object(event, "/leak").put("secret", "retired"));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void other_events_violate_the_schema(Consumer<ObjectNode> damage) {
        ObjectNode event = (ObjectNode) ExampleEvent.ofType("Token Leaked").detail();
        assertThat(SCHEMA.violations(event)).isEmpty();

        damage.accept(event);

        assertThat(SCHEMA.violations(event)).isNotEmpty();
    }

    private static ObjectNode object(JsonNode event, String pointer) {
        return (ObjectNode) event.at(pointer);
    }
}
