package dev.tokenry.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.tokenry.benchmarks.SvgPlot.Bar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results of a run as tables in Markdown, as JSON and as plots. */
final class Report {

    static final String RESULTS = "results";

    /** The peers take as long as everything else, so that they can be measured in a run of their own. */
    static final String PEERS = "peers";

    /** What the audit trail costs, in the document on capacity. */
    static final String AUDIT = "audit";

    private static final String NOT_MEASURED = "not measured in this run";

    private static final String COLD_STARTS =
            "Cold starts, median [quartiles]. A ratio is the median of the ratios to the floor, round by round,"
                    + " of the same runtime, and to the authorizer of the zip, with the same layout, cache and CPUs:";
    private static final List<String> COLD_START_HEAD = List.of(
            "cold start",
            "ms",
            "÷ floor",
            "÷ authorizer",
            "CPU ms",
            "÷ floor",
            "÷ authorizer",
            "MB",
            "÷ floor",
            "÷ authorizer");
    private static final String WARM =
            "Warm invocations through the runtime interface client. A ratio is the median of the ratios of"
                    + " blocks of a hundred invocations:";
    private static final List<String> WARM_HEAD =
            List.of("function", "p50 ms", "÷ floor", "÷ authorizer", "p99 ms", "CPU µs", "÷ authorizer");
    private static final String CPU = "CPU time without I/O, C1 compiler, one thread:";
    private static final String GROWTH = "Capacity units of the table + of its indexes, by the number of tokens:";
    private static final String HOT_KEYS =
            "The hottest key of the table and of each index in any second of five minutes, in units a second. The"
                    + " requests are recorded from the functions, and repeated for the tokens of the workload:";

    private static final ObjectWriter JSON = Backend.JSON.writer(SerializationFeature.INDENT_OUTPUT);

    private final Map<String, String> machine;
    private final Results results;
    private final Notes notes;
    private final PublishedResults published;

    /**
     * Creates the report of a run.
     *
     * @param published what stays of earlier runs, where this one has measured nothing
     */
    Report(Map<String, String> machine, Results results, Notes notes, PublishedResults published) {
        this.machine = machine;
        this.results = results;
        this.notes = notes;
        this.published = published;
    }

    /** Returns all tables. Each goal has a row, also one that was missed or not measured. */
    String markdown() {
        List<String> parts = new ArrayList<>();
        parts.add(machineTable(resultsMachine()));
        parts.add(table(List.of("", "what", "goal", "moonshot", "measured", "met"), goalRows()));
        Arrays.stream(Goal.values())
                .filter(this::isMissed)
                .collect(Collectors.toMap(goal -> goal.id, goal -> goal, (first, _) -> first, LinkedHashMap::new))
                .values()
                .forEach(goal -> parts.add(
                        "**" + goal.id + "** is missed: " + notes.of(goal).orElse("not explained yet.")));
        add(parts, COLD_STARTS, results.coldStarts().isEmpty(), () -> table(COLD_START_HEAD, coldStartRows()));
        add(parts, WARM, results.warm().isEmpty(), () -> table(WARM_HEAD, warmRows()));
        add(parts, CPU, results.cpu().isEmpty(), () -> table(List.of("code", "µs", "quartiles"), cpuRows()));
        add(parts, GROWTH, results.growth().isEmpty(), () -> sizesTable(results.growth()));
        return String.join("\n\n", parts);
    }

    /** Adds a text and its table, or that of an earlier run. */
    private void add(List<String> parts, String text, boolean isEmpty, Supplier<String> table) {
        (isEmpty ? published.tableAfter(text) : Optional.of(table.get())).ifPresent(written -> {
            parts.add(text);
            parts.add(written);
        });
    }

    private boolean isMissed(Goal goal) {
        return results.get(goal)
                .map(measured -> !goal.isMetBy(measured.value()))
                .orElseGet(() -> published
                        .cells(firstCells(goal))
                        .filter(cells -> cells.getLast().equals(Goal.MISSED))
                        .isPresent());
    }

    /** Returns the machine of the figures that stay, with what this run has measured since; or the one of this run. */
    private Map<String, String> resultsMachine() {
        if (published.machine().isEmpty()) {
            return machine;
        }
        Map<String, String> both = new LinkedHashMap<>(published.machine());
        String since = Stream.of("date", "commit", "processor", "load before the run")
                .filter(machine::containsKey)
                .map(name -> name + " " + machine.get(name))
                .collect(Collectors.joining(", "));
        measuredParts().forEach(part -> both.put(part, since));
        return both;
    }

    private List<String> measuredParts() {
        Map<String, Boolean> measured = new LinkedHashMap<>();
        Arrays.stream(Goal.values())
                .filter(goal -> results.get(goal).isPresent())
                .forEach(goal -> measured.put("goal " + goal.id + ", measured later", true));
        measured.put(
                "capacity by the number of tokens, measured later",
                !results.growth().isEmpty());
        return measured.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns the table of the peers, or an empty text if this run has not measured them. */
    String peersMarkdown() {
        return results.hasPeers()
                ? String.join(
                        "\n\n",
                        machineTable(machine),
                        "Servers that issue and verify tokens, each alone on the same cores with eight connections;"
                                + " medians:",
                        peersTable())
                : "";
    }

    private static String machineTable(Map<String, String> facts) {
        return table(
                List.of("machine", ""),
                facts.entrySet().stream()
                        .map(fact -> List.of(fact.getKey(), fact.getValue()))
                        .toList());
    }

    /** Returns the tables of the document on capacity, or an empty text if this run has not measured them. */
    String capacityMarkdown() {
        List<String> parts = new ArrayList<>();
        if (results.hotKeys().isEmpty() && results.costs().isEmpty()) {
            return "";
        }
        add(parts, HOT_KEYS, results.hotKeys().isEmpty(), this::hotKeysTable);
        add(parts, Costs.assumptions(), results.costs().isEmpty(), this::costsTable);
        return String.join("\n\n", parts);
    }

    private String costsTable() {
        return table(
                List.of("", "quantity × price", "not cached", "cached"),
                results.costs().orElseThrow().rows());
    }

    private String hotKeysTable() {
        List<List<String>> rows = new ArrayList<>();
        for (Results.HotKeys workload : results.hotKeys()) {
            for (HotKeySimulation.Hottest hottest : workload.hottest()) {
                rows.add(List.of(
                        workload.workload().name(),
                        hottest.place(),
                        "`" + hottest.key() + "`",
                        Goal.number(hottest.reads()),
                        Goal.number(hottest.writes()),
                        hottest.isWithinLimits() ? "yes" : "**no**"));
            }
        }
        return table(
                List.of(
                        "in each second",
                        "place",
                        "hottest key",
                        "reads",
                        "writes",
                        "≤ " + Goal.number(HotKeySimulation.MAX_READS) + " and "
                                + Goal.number(HotKeySimulation.MAX_WRITES)),
                rows);
    }

    /** Returns the tables of the audit trail, or an empty text if this run has not measured them. */
    String auditMarkdown() {
        return results.auditPages().isEmpty()
                ? ""
                : String.join(
                        "\n\n",
                        "The write units of one event, of the table and its two indexes:",
                        table(
                                List.of("event", "table + indexes"),
                                results.auditEvents().stream()
                                        .map(event -> List.of(event.operation(), units(event)))
                                        .toList()),
                        "The read units of a page of 25 events, by the number of events in the table. A tenth of the"
                                + " events are of one token, and half are of one actor; they are spread over 399 days:",
                        sizesTable(results.auditPages()),
                        AuditCosts.assumptions(),
                        table(
                                List.of("", "quantity × price", "per million changes"),
                                new AuditCosts(results.auditEvents()).rows()));
    }

    private static String units(Results.Units units) {
        return Goal.number(units.table()) + " + " + Goal.number(units.indexes());
    }

    /** Returns what is between the markers of a part of a document. */
    static String part(String document, String part) {
        Markers markers = Markers.find(document, part);
        return document.substring(markers.begin(), markers.end());
    }

    /** Replaces what is between the markers of a part of a document. */
    static String insert(String document, String part, String tables) {
        Markers markers = Markers.find(document, part);
        return document.substring(0, markers.begin()) + "\n\n" + tables + "\n\n" + document.substring(markers.end());
    }

    /** Where the text of a part begins and ends. */
    private record Markers(int begin, int end) {

        static Markers find(String document, String part) {
            String beginMarker = "<!-- " + part + ": benchmarks/run writes what follows -->";
            String endMarker = "<!-- end of the " + part + " -->";
            int begin = document.indexOf(beginMarker);
            int end = document.indexOf(endMarker);
            if (begin < 0 || end < begin) {
                throw new IllegalArgumentException("The document has no markers " + beginMarker + " and " + endMarker);
            }
            return new Markers(begin + beginMarker.length(), end);
        }
    }

    /**
     * Writes the results as JSON, the tables to docs/performance.md, and the plots to docs/images. What a
     * run of some sections has not measured stays as it is.
     */
    void write(Path root) throws IOException {
        Path directory = Files.createDirectories(root.resolve("benchmarks/results"));
        for (Map.Entry<String, Object> file : json().entrySet()) {
            Files.writeString(
                    directory.resolve(file.getKey() + ".json"), JSON.writeValueAsString(file.getValue()) + "\n");
        }
        Path performance = root.resolve("docs/performance.md");
        if (results.hasOtherThanPeers()) {
            replace(performance, RESULTS, markdown());
        }
        if (results.hasPeers()) {
            replace(performance, PEERS, peersMarkdown());
        }
        if (!capacityMarkdown().isEmpty()) {
            replace(root.resolve("docs/capacity.md"), RESULTS, capacityMarkdown());
        }
        if (!auditMarkdown().isEmpty()) {
            replace(root.resolve("docs/capacity.md"), AUDIT, auditMarkdown());
        }
        Path images = Files.createDirectories(root.resolve("docs/images"));
        for (Map.Entry<String, String> plot : plots().entrySet()) {
            Files.writeString(images.resolve(plot.getKey() + ".svg"), plot.getValue());
        }
    }

    private static void replace(Path document, String part, String tables) throws IOException {
        Files.writeString(document, insert(Files.readString(document), part, tables));
    }

    private List<List<String>> goalRows() {
        List<List<String>> rows = new ArrayList<>();
        for (Goal goal : Goal.values()) {
            List<String> row = new ArrayList<>(firstCells(goal));
            results.get(goal)
                    .ifPresentOrElse(
                            measured -> row.addAll(List.of(
                                    Goal.number(measured.value())
                                            + (measured.detail().isEmpty() ? "" : " (" + measured.detail() + ")"),
                                    goal.decision(measured.value()))),
                            () -> row.addAll(published.cells(firstCells(goal)).orElse(List.of(NOT_MEASURED, ""))));
            rows.add(row);
        }
        return rows;
    }

    private static List<String> firstCells(Goal goal) {
        return List.of(goal.id, goal.what, goal.goalText(), goal.moonshotText());
    }

    private List<List<String>> cpuRows() {
        return results.cpu().entrySet().stream()
                .map(entry ->
                        List.of(entry.getKey(), Goal.number(entry.getValue().median()), quartiles(entry.getValue())))
                .toList();
    }

    private List<List<String>> coldStartRows() {
        List<List<String>> rows = new ArrayList<>();
        for (Map.Entry<Configuration, List<Sample>> entry : results.coldStarts().entrySet()) {
            List<String> row = new ArrayList<>(List.of(entry.getKey().label()));
            List<ToDoubleFunction<Sample>> quantities = List.of(Sample::millis, Sample::cpuMillis, Sample::megabytes);
            for (ToDoubleFunction<Sample> quantity : quantities) {
                Statistics absolute =
                        Statistics.of(ColdStartSection.quantities(results.coldStarts(), entry.getKey(), quantity));
                row.add(Goal.number(absolute.median()) + " " + quartiles(absolute));
                String floor = entry.getKey().stack().runtime().floor();
                for (String denominator : List.of(floor, Stack.AUTHORIZER)) {
                    row.add(Goal.number(ratio(entry.getKey(), denominator, quantity)));
                }
            }
            rows.add(row);
        }
        return rows;
    }

    private List<List<String>> warmRows() {
        double authorizer = results.warm().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(Stack.AUTHORIZER))
                .mapToDouble(entry -> entry.getValue().cpuMicros())
                .findFirst()
                .orElseThrow();
        return results.warm().entrySet().stream()
                .map(entry -> List.of(
                        entry.getKey().name(),
                        Goal.number(entry.getValue().millis().median()),
                        Goal.number(entry.getValue().toFloor().median()),
                        Goal.number(entry.getValue().toAuthorizer().median()),
                        Goal.number(entry.getValue().millis().p99()),
                        Goal.number(entry.getValue().cpuMicros()),
                        Goal.number(entry.getValue().cpuMicros() / authorizer)))
                .toList();
    }

    /** Returns the ratio to another function with the same layout, cache and CPUs. */
    private double ratio(Configuration configuration, String denominator, ToDoubleFunction<Sample> quantity) {
        Configuration other = results.coldStarts().keySet().stream()
                .filter(each -> each.equals(configuration.of(each.stack()))
                        && each.stack().name().equals(denominator))
                .findFirst()
                .orElseThrow();
        return ColdStartSection.ratio(results.coldStarts(), configuration, other, quantity)
                .median();
    }

    private static String quartiles(Statistics statistics) {
        return "[" + Goal.number(statistics.lowerQuartile()) + "–" + Goal.number(statistics.upperQuartile()) + "]";
    }

    private static String sizesTable(List<Results.Units> all) {
        List<Integer> sizes = all.stream().map(Results.Units::tokens).distinct().toList();
        Map<String, Map<Integer, String>> cells = new LinkedHashMap<>();
        for (Results.Units units : all) {
            cells.computeIfAbsent(units.operation(), _ -> new LinkedHashMap<>()).put(units.tokens(), units(units));
        }
        List<String> head = new ArrayList<>(List.of("operation"));
        sizes.forEach(size -> head.add(Goal.number(size)));
        return table(
                head,
                cells.entrySet().stream()
                        .map(entry -> {
                            List<String> row = new ArrayList<>(List.of(entry.getKey()));
                            sizes.forEach(size -> row.add(entry.getValue().getOrDefault(size, "–")));
                            return row;
                        })
                        .toList());
    }

    /** A peer that could not be measured has a row that says why. */
    private String peersTable() {
        List<String> head = new ArrayList<>(List.of("server", "its store", "a verification checks"));
        head.addAll(PeerSample.QUANTITIES);
        List<List<String>> rows = new ArrayList<>();
        results.peers().forEach((peer, rounds) -> {
            List<String> row = new ArrayList<>(List.of(peer.name(), peer.store(), peer.checks()));
            PeerSample.medians(rounds).values().forEach(median -> row.add(Goal.number(median)));
            rows.add(row);
        });
        results.peersNotMeasured().forEach((name, reason) -> {
            List<String> row = new ArrayList<>(List.of(name, "not measured: " + reason));
            row.addAll(Collections.nCopies(head.size() - row.size(), ""));
            rows.add(row);
        });
        return table(head, rows);
    }

    private Map<String, Object> peersJson() {
        Map<String, Object> peers = new LinkedHashMap<>();
        results.peers()
                .forEach((peer, rounds) -> peers.put(
                        peer.name(),
                        Map.of(
                                "store", peer.store(),
                                "checks", peer.checks(),
                                "rounds", rounds.size(),
                                "medians", PeerSample.medians(rounds))));
        results.peersNotMeasured().forEach((name, reason) -> peers.put(name, Map.of("not measured", reason)));
        return peers;
    }

    private Map<String, Object> json() {
        Map<String, Object> files = new LinkedHashMap<>();
        if (results.hasPeers()) {
            files.put("peers", Map.of("machine", machine, "servers", peersJson()));
        }
        if (!results.auditPages().isEmpty()) {
            files.put(
                    "audit",
                    Map.of("machine", machine, "events", results.auditEvents(), "pages", results.auditPages()));
        }
        if (!results.hasOtherThanPeers()) {
            return files;
        }
        files.put("machine", resultsMachine());
        List<Object> goals = new ArrayList<>();
        for (Goal goal : Goal.values()) {
            Optional<JsonNode> earlier = published.json(goal);
            if (results.get(goal).isEmpty() && earlier.isPresent()) {
                goals.add(earlier.get());
                continue;
            }
            Map<String, Object> row = new LinkedHashMap<>(Map.of("id", goal.id));
            row.put("what", goal.what);
            row.put("goal", goal.goalText());
            row.put("moonshot", goal.moonshotText());
            results.get(goal)
                    .ifPresentOrElse(
                            measured -> {
                                row.put("measured", measured.value());
                                row.put("detail", measured.detail());
                                row.put("met", goal.isMetBy(measured.value()));
                            },
                            () -> row.put("met", NOT_MEASURED));
            goals.add(row);
        }
        files.put("goals", goals);
        files.put("cold-starts", named(results.coldStarts(), Configuration::label));
        files.put("warm", named(results.warm(), Stack::name));
        files.put("cpu", results.cpu());
        files.put("growth", results.growth());
        if (!published.machine().isEmpty()) {
            // The files of what this run has not measured stay.
            files.values()
                    .removeIf(file -> (file instanceof Map<?, ?> map && map.isEmpty())
                            || (file instanceof List<?> list && list.isEmpty()));
        }
        return files;
    }

    private static <K, V> Map<String, V> named(Map<K, V> values, java.util.function.Function<K, String> name) {
        Map<String, V> result = new LinkedHashMap<>();
        values.forEach((key, value) -> result.put(name.apply(key), value));
        return result;
    }

    private Map<String, String> plots() {
        Map<String, String> plots = new LinkedHashMap<>();
        if (!results.coldStarts().isEmpty()) {
            List<Bar> bars = new ArrayList<>();
            for (Configuration configuration : results.coldStarts().keySet()) {
                if (configuration.cpus() == 2) {
                    Statistics millis = Statistics.of(
                            ColdStartSection.quantities(results.coldStarts(), configuration, Sample::millis));
                    bars.add(new Bar(
                            configuration.label().replace(", 2 CPUs", ""),
                            millis.median(),
                            millis.lowerQuartile(),
                            millis.upperQuartile()));
                }
            }
            plots.put("performance-cold", SvgPlot.bars("Cold start on two CPUs, median and quartiles", "ms", bars));
        }
        if (!results.warm().isEmpty()) {
            List<Bar> bars = results.warm().entrySet().stream()
                    .map(entry -> new Bar(
                            entry.getKey().name(),
                            entry.getValue().millis().median(),
                            entry.getValue().millis().median(),
                            entry.getValue().millis().p99()))
                    .toList();
            plots.put("performance-warm", SvgPlot.bars("Warm invocation, p50 and p99", "ms", bars));
        }
        if (!results.growth().isEmpty()) {
            Map<String, Map<Integer, Double>> series = new LinkedHashMap<>();
            results.growth()
                    .forEach(units -> series.computeIfAbsent(units.operation(), _ -> new LinkedHashMap<>())
                            .put(units.tokens(), units.table() + units.indexes()));
            // An operation that was measured at one size has no line. The table has it.
            series.values().removeIf(points -> points.size() < 2);
            plots.put("performance-growth", SvgPlot.lines("Capacity units of one operation", "tokens", series));
        }
        return plots;
    }

    static String table(List<String> head, List<? extends List<String>> rows) {
        List<String> lines = new ArrayList<>();
        lines.add(line(head));
        lines.add("|" + "---|".repeat(head.size()));
        rows.forEach(row -> lines.add(line(row)));
        return String.join("\n", lines);
    }

    static String line(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
