package dev.tokenry.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.benchmarks.Configuration.Cache;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.packaged.FunctionLaunch.Layout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final String BEGIN = "<!-- results: benchmarks/run writes what follows -->";
    private static final String END = "<!-- end of the results -->";

    private final Results results = new Results();
    private final Report report = new Report(
            Map.of("CPUs", "2"), results, new Notes(Map.of("C1", "The JVM is slow.")), PublishedResults.NONE);

    @Test
    void every_goal_has_a_row_even_if_nothing_was_measured() {
        assertThat(report.markdown()).contains("| CPUs | 2 |");
        for (Goal goal : Goal.values()) {
            assertThat(report.markdown())
                    .contains("| " + goal.id + " | " + goal.what + " | " + goal.goalText() + " | " + goal.moonshotText()
                            + " | not measured in this run |");
        }
    }

    @Test
    void a_missed_goal_is_shown_as_missed() {
        results.put(Goal.COLD_AOT, 4.37, "");
        results.put(Goal.COLD_ZIP, 2.3, "");
        results.put(Goal.MEMORY, 1.35, "");

        assertThat(report.markdown())
                .contains("| 4.37 | **no** |")
                .contains("| 2.30 | yes |")
                .contains("| 1.35 | yes, moonshot |");
        assertThat(results.missed()).containsExactly(Goal.COLD_AOT);
    }

    @Test
    void a_missed_goal_shows_its_note_once() {
        results.put(Goal.COLD_AOT, 4.37, "");
        results.put(Goal.COLD_AOT_ONE_CPU, 5, "");
        results.put(Goal.TAIL, 3, "");

        assertThat(report.markdown())
                .containsOnlyOnce("**C1** is missed: The JVM is slow.")
                .contains("**W4** is missed: not explained yet.")
                .doesNotContain("**C2**");
    }

    @Test
    void notes_are_sections_of_a_document() {
        String document = "# Missed goals\n\nText.\n\n## C1\n\nTried.\n\nWould help.\n\n## W4\n";

        assertThat(Notes.parse(document).of(Goal.COLD_AOT)).hasValue("Tried.\n\nWould help.");
        assertThat(Notes.parse(document).of(Goal.TAIL)).isEmpty();
        assertThatThrownBy(() -> Notes.parse("## C99\n\nText.\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("C99");
    }

    @Test
    void the_notes_of_the_repository_are_about_goals() throws Exception {
        assertThat(Notes.read(Path.of("..")).byId()).isNotNull();
    }

    @Test
    void costs_add_up_and_a_cache_saves_all_but_the_writes() {
        results.setCosts(new Costs(1769, 2, 1));

        // 0.20 + 17,275 GB-s × 0.0000133334 + 2 M × 0.125 / M + 33,333 × 0.625 / M + 11.1 × 3e-6 + 0.50
        assertThat(report.capacityMarkdown())
                .contains("| DynamoDB, reads | 2,000,000 units × $0.125 per million | $0.250 | $0.008 |")
                .contains("| DynamoDB, writes of the last use | 33,333 units × $0.625 per million | $0.021 | $0.021 |")
                .contains("| total |  | $1.201 | $0.060 |");
    }

    @Test
    void cold_starts_have_their_ratio_to_the_floor_of_the_same_configuration() {
        Configuration floor = new Configuration(stack("floor"), Layout.ZIP, Cache.NONE, 2);
        Configuration authorizer = floor.of(stack("authorizer"));
        Configuration other = new Configuration(stack("floor"), Layout.ZIP, Cache.AOT, 2);
        results.coldStarts().put(floor, List.of(new Sample(50, 40, 10)));
        results.coldStarts().put(authorizer, List.of(new Sample(100, 120, 40)));
        results.coldStarts().put(other, List.of(new Sample(25, 20, 5)));
        results.coldStarts().put(other.of(stack("authorizer")), List.of(new Sample(50, 60, 15)));

        assertThat(report.markdown())
                .contains(
                        "| authorizer, zip, 2 CPUs | 100 [100–100] | 2 | 1 | 120 [120–120] | 3 | 1 | 40 [40–40] | 4 | 1 |")
                .contains("| floor, zip, 2 CPUs | 50 [50–50] | 1 | 0.50 |");
    }

    @Test
    void growth_has_a_column_for_each_size() {
        results.setGrowth(List.of(
                new Results.Units(100, "get", 1, 0),
                new Results.Units(10_000, "get", 1, 0),
                new Results.Units(10_000, "list", 25, 345.5)));

        assertThat(report.markdown())
                .contains("| operation | 100 | 10,000 |\n|---|---|---|")
                .contains("| get | 1 + 0 | 1 + 0 |")
                .contains("| list | – | 25 + 345.5 |");
    }

    @Test
    void the_audit_trail_has_its_units_and_what_a_million_changes_cost() throws Exception {
        results.setAudit(
                List.of(new Results.Units(1, "`a`", 1, 2), new Results.Units(1, "`b`", 2, 4)),
                List.of(new Results.Units(10_000, "first page", 0, 3.5)));

        // 4.5 M × 0.625 / M + 1 M × 1 / M + 1 M × 0.20 / M + 17,275 GB-s × 0.0000133334 + 0.50
        assertThat(report.auditMarkdown())
                .contains("| `b` | 2 + 4 |")
                .contains("| first page | 0 + 3.50 |")
                .contains("| Table `AuditTable`, writes | 4,500,000 units × $0.625 per million | $2.81 |")
                .contains("| total |  | $4.74 |");
        assertThat(Report.insert(Files.readString(Path.of("../docs/capacity.md")), Report.AUDIT, "new"))
                .contains("\n\nnew\n\n<!-- end of the audit -->");
    }

    @Test
    void a_peer_has_its_medians_and_one_that_does_not_run_has_the_reason() throws Exception {
        Peer peer = Peer.readAll(Path.of("peers")).getFirst();
        results.peers().put(peer, List.of(sample(100), sample(300), sample(200)));
        results.peersNotMeasured().put("Other", "does not install here: no output");

        assertThat(report.peersMarkdown())
                .contains("| " + peer.name() + " | " + peer.store() + " | " + peer.checks()
                        + " | 200 | 1 | 1 | 200 | 1 | 1 | 50 | 64 | 1,500 |")
                .contains("| Other | not measured: does not install here: no output |");
    }

    private static PeerSample sample(double perSecond) {
        HttpLoad.Rate rate = new HttpLoad.Rate(perSecond, List.of(1.0, 1.0));
        return new PeerSample(1500, rate, rate, 50, 64);
    }

    @Test
    void only_what_is_between_the_markers_is_replaced() {
        String document = "# Title\n\n" + BEGIN + "\nold\n" + END + "\n\nEnd.\n";

        assertThat(Report.insert(document, Report.RESULTS, "new"))
                .isEqualTo("# Title\n\n" + BEGIN + "\n\nnew\n\n" + END + "\n\nEnd.\n");
        assertThatThrownBy(() -> Report.insert(document, Report.PEERS, "new"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_document_of_the_repository_has_the_markers() throws Exception {
        String document = Files.readString(Path.of("../docs/performance.md"));

        assertThat(Report.insert(document, Report.RESULTS, "new")).contains(BEGIN + "\n\nnew\n\n" + END);
        assertThat(Report.insert(document, Report.PEERS, "new")).contains("\n\nnew\n\n<!-- end of the peers -->");
    }

    @Test
    void all_results_are_written(@TempDir Path root) throws Exception {
        Path document = Files.createDirectories(root.resolve("docs")).resolve("performance.md");
        Files.writeString(document, BEGIN + "\n" + END + "\n");
        results.put(Goal.CREATE, 1, "and 2 of indexes");
        for (String name : List.of("floor", "authorizer")) {
            results.coldStarts()
                    .put(new Configuration(stack(name), Layout.ZIP, Cache.NONE, 2), List.of(new Sample(50, 40, 10)));
            Statistics one = Statistics.of(List.of(1.0));
            results.warm().put(stack(name), new Results.Warm(one, one, one, 1));
        }
        results.setGrowth(List.of(
                new Results.Units(100, "get & list", 1, 0),
                new Results.Units(10_000, "get & list", 1, 0),
                new Results.Units(10_000, "measured at one size", 1, 0)));

        report.write(root);

        assertThat(document).content().contains("1 (and 2 of indexes)");
        assertThat(Backend.JSON
                        .readTree(root.resolve("benchmarks/results/goals.json").toFile())
                        .findValuesAsText("detail"))
                .containsExactly("and 2 of indexes");
        assertThat(Backend.JSON.readTree(
                        root.resolve("benchmarks/results/cold-starts.json").toFile()))
                .hasSize(2);
        assertThat(root.resolve("docs/images/performance-cold.svg")).content().contains("floor, zip", "50 ms");
        assertThat(root.resolve("docs/images/performance-warm.svg")).content().contains("1 ms");
        assertThat(root.resolve("docs/images/performance-growth.svg"))
                .content()
                .contains("get &amp; list")
                .doesNotContain("measured at one size");
    }

    @Test
    void a_run_of_some_sections_keeps_what_it_has_not_measured(@TempDir Path root) throws Exception {
        Path document = Files.createDirectories(root.resolve("docs")).resolve("performance.md");
        Files.writeString(document, BEGIN + "\n" + END + "\n");
        Path capacity = root.resolve("docs/capacity.md");
        Files.writeString(capacity, BEGIN + "\n" + END + "\n");
        results.put(Goal.CREATE, 1, "and 2 of indexes");
        results.put(Goal.COLD_AOT, 4.37, "");
        results.cpu().put("digest", Statistics.of(List.of(2.0)));
        results.setGrowth(List.of(new Results.Units(100, "get", 1, 0)));
        results.setCosts(new Costs(1769, 2, 1));
        report.write(root);
        String costs = Files.readString(capacity);

        Results later = new Results();
        later.setGrowth(List.of(new Results.Units(100, "get", 7, 0)));
        later.put(Goal.CREATE, 5, "worse");
        new Report(Map.of("CPUs", "64", "commit", "abc"), later, new Notes(Map.of()), PublishedResults.read(root))
                .write(root);

        assertThat(document)
                .content()
                .contains("| CPUs | 2 |")
                .contains("| capacity by the number of tokens, measured later | commit abc |")
                .contains("| 4.37 | **no** |", "**C1** is missed")
                .contains("| 5 (worse) | **no** |")
                .contains("| digest | 2 | [2–2] |")
                .contains("| get | 7 + 0 |")
                .doesNotContain("| get | 1 + 0 |", "| CPUs | 64 |");
        assertThat(capacity).hasContent(costs);
        Path files = root.resolve("benchmarks/results");
        assertThat(Backend.JSON.readTree(files.resolve("cpu.json").toFile()).has("digest"))
                .isTrue();
        assertThat(Backend.JSON.readTree(files.resolve("goals.json").toFile()).findValuesAsText("measured"))
                .containsExactly("4.37", "5.0");
        assertThat(Backend.JSON
                        .readTree(files.resolve("machine.json").toFile())
                        .path("CPUs")
                        .asText())
                .isEqualTo("2");
    }

    @Test
    void the_results_of_the_repository_can_be_kept() throws Exception {
        String document = Files.readString(Path.of("../docs/performance.md"));
        PublishedResults published = PublishedResults.read(Path.of(".."));

        Report unchanged = new Report(Map.of(), new Results(), Notes.read(Path.of("..")), published);

        assertThat(Report.part(document, Report.RESULTS).strip()).isEqualTo(unchanged.markdown());
    }

    private static Stack stack(String name) {
        FunctionSpec function =
                new FunctionSpec(name, name, "", "java25", "Handler", ".", null, Duration.ofSeconds(5), 512, Map.of());
        return new Stack(name, function, Path.of(name), "{}");
    }
}
