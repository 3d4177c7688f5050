package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample events of the authorizer have the structure of the events that the emulator sends. */
class AuthorizerSampleEventsTest {

    private static final Path EMULATOR_EVENTS = Path.of("..", "emulator", "src", "test", "resources", "events");

    @ParameterizedTest
    @ValueSource(strings = {"token", "http-1", "http-2"})
    void a_sample_event_has_the_structure_of_an_emulated_event(String format) throws IOException {
        JsonNode sample = read(Path.of("..", "events", "authorize-" + format + ".json"));
        JsonNode emulated = read(EMULATOR_EVENTS.resolve("authorizer-" + format + ".json"));

        assertThat(structure(sample)).isEqualTo(structure(emulated));
    }

    /** Returns the type of each value by its path; the headers of the request are ignored. */
    private static Map<String, String> structure(JsonNode event) {
        Map<String, String> types = new TreeMap<>();
        event.properties().forEach(property -> {
            JsonNode value = property.getValue();
            types.put(property.getKey(), value.getNodeType().name());
            if (value.isObject() && !property.getKey().equals("headers")) {
                structure(value).forEach((inner, type) -> types.put(property.getKey() + "." + inner, type));
            }
        });
        return types;
    }

    private static JsonNode read(Path file) throws IOException {
        return new JsonMapper().readTree(file.toFile());
    }
}
