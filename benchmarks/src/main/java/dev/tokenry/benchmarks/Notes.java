package dev.tokenry.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was tried for a goal that is missed, and what would help: a section for each goal in a document of its own. */
record Notes(Map<String, String> byId) {

    private static final String FILE = "benchmarks/missed-goals.md";
    private static final String HEADING = "## ";

    static Notes read(Path root) throws IOException {
        return parse(Files.readString(root.resolve(FILE)));
    }

    /** @throws IllegalArgumentException if a section is not about a goal */
    static Notes parse(String document) {
        return new Notes(Arrays.stream(document.split("(?m)^(?=" + HEADING + ")"))
                .filter(section -> section.startsWith(HEADING))
                .map(section -> section.substring(HEADING.length()).split("\n", 2))
                .collect(Collectors.toMap(section -> id(section[0].strip()), section -> section[1].strip())));
    }

    private static String id(String heading) {
        if (Arrays.stream(Goal.values()).noneMatch(goal -> goal.id.equals(heading))) {
            throw new IllegalArgumentException("There is no goal " + heading);
        }
        return heading;
    }

    Optional<String> of(Goal goal) {
        return Optional.ofNullable(byId.get(goal.id)).filter(note -> !note.isEmpty());
    }
}
