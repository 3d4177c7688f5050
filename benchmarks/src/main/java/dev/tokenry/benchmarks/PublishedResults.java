package dev.tokenry.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What earlier runs have published, which a run of some sections keeps for the others.
 *
 * @param paragraphs the paragraphs of the documents, each a text or a table
 * @param machine where they were measured
 * @param goals the rows of goals as JSON
 */
record PublishedResults(List<String> paragraphs, Map<String, String> machine, List<JsonNode> goals) {

    /** Keeps nothing: a run of all sections says of what it has not measured that it has not. */
    static final PublishedResults NONE = new PublishedResults(List.of(), Map.of(), List.of());

    static PublishedResults read(Path root) throws IOException {
        String documents = Report.part(Files.readString(root.resolve("docs/performance.md")), Report.RESULTS) + "\n\n"
                + Report.part(Files.readString(root.resolve("docs/capacity.md")), Report.RESULTS);
        Map<String, String> machine = new LinkedHashMap<>();
        json(root, "machine")
                .ifPresent(facts -> facts.properties()
                        .forEach(fact ->
                                machine.put(fact.getKey(), fact.getValue().asText())));
        return new PublishedResults(
                Arrays.stream(documents.split("\n\n+")).map(String::strip).toList(),
                machine,
                json(root, "goals").stream().flatMap(JsonNode::valueStream).toList());
    }

    private static Optional<JsonNode> json(Path root, String name) throws IOException {
        Path file = root.resolve("benchmarks/results/" + name + ".json");
        return Files.exists(file) ? Optional.of(Backend.JSON.readTree(file.toFile())) : Optional.empty();
    }

    /** Returns the last cells of the row of a goal: what was measured, and whether that meets the goal. */
    Optional<List<String>> cells(List<String> firstCells) {
        String beginning = Report.line(firstCells);
        return tables().flatMap(String::lines)
                .filter(line -> line.startsWith(beginning))
                .map(line -> List.of(line.substring(beginning.length(), line.length() - 1)
                        .strip()
                        .split(" \\| ", -1)))
                .filter(cells -> cells.size() == 2)
                .findFirst();
    }

    /** Returns the table that follows a text. */
    Optional<String> tableAfter(String text) {
        int index = paragraphs.indexOf(text);
        return index < 0 || index + 1 >= paragraphs.size()
                ? Optional.empty()
                : Optional.of(paragraphs.get(index + 1)).filter(PublishedResults::isTable);
    }

    /** Returns the row of a goal. */
    Optional<JsonNode> json(Goal goal) {
        return goals.stream()
                .filter(row -> row.path("id").asText().equals(goal.id)
                        && row.path("what").asText().equals(goal.what))
                .findFirst();
    }

    private Stream<String> tables() {
        return paragraphs.stream().filter(PublishedResults::isTable);
    }

    private static boolean isTable(String paragraph) {
        return paragraph.startsWith("|");
    }
}
