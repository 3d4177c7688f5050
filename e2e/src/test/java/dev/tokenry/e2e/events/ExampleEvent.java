package dev.tokenry.e2e.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * An event as EventBridge delivers it, from {@code docs/events/examples}, where each type has one.
 *
 * @param file the name of the file
 */
public record ExampleEvent(String file, JsonNode event) {

    private static final Path FOLDER = Path.of("..", "docs", "events", "examples");

    /** Returns all examples, in the order of their files. */
    public static List<ExampleEvent> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(ExampleEvent::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the example of a type. */
    public static ExampleEvent ofType(String type) {
        return read(FOLDER.resolve(fileName(type)));
    }

    static String fileName(String type) {
        return type.toLowerCase(Locale.ROOT).replace(' ', '-') + ".json";
    }

    private static ExampleEvent read(Path file) {
        try {
            return new ExampleEvent(file.getFileName().toString(), new JsonMapper().readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the audit event. */
    public JsonNode detail() {
        return event.path("detail");
    }

    public String type() {
        return detail().path("type").textValue();
    }

    @Override
    public String toString() {
        return file;
    }
}
