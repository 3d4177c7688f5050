package dev.tokenry.e2e.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code docs/events.md} says of events. */
final class EventsDocument {

    private static final Pattern TYPE = Pattern.compile("(?m)^\\| `([A-Z][A-Za-z ]+)` \\| `([A-Za-z.]+)` \\|");
    private static final Pattern FIELDS = Pattern.compile("(?m)^\\| ([a-zA-Z]+) \\| ((?:`[A-Za-z]+`(?:, )?)+) \\|$");
    private static final Pattern EVENT_PATTERN = Pattern.compile("(?m)^\\{\"source\".*$");
    private static final Pattern EXAMPLE = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

    private final String text;

    private EventsDocument(String text) {
        this.text = text;
    }

    static EventsDocument read() {
        try {
            return new EventsDocument(Files.readString(Path.of("..", "docs", "events.md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the action of each type. */
    Map<String, String> types() {
        return rows(TYPE, action -> action);
    }

    /** Returns the fields that can change in targets of each kind. */
    Map<String, Set<String>> fields() {
        return rows(FIELDS, fields -> Set.of(fields.replace("`", "").split(", ")));
    }

    private <T> Map<String, T> rows(Pattern pattern, Function<String, T> value) {
        return pattern.matcher(text)
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> value.apply(row.group(2))));
    }

    /** Returns the patterns of events that rules can have. */
    List<String> eventPatterns() {
        return EVENT_PATTERN.matcher(text).results().map(MatchResult::group).toList();
    }

    /** Returns the event that is shown. */
    String example() {
        return EXAMPLE.matcher(text).results().findFirst().orElseThrow().group(1);
    }
}
