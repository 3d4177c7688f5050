package dev.tokenry.benchmarks;

import dev.tokenry.benchmarks.Options.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Measures what docs/performance.md lists. */
final class Main {

    private static final int FAILURE = 1;
    private static final int USAGE = 2;

    /** Each takes more than half a minute, for each peer. */
    private static final int PEER_ROUNDS = 5;

    private Main() {}

    public static void main(String... arguments) throws Exception {
        try {
            Options options = Options.parse(
                    Stream.of(arguments).filter(argument -> !argument.isBlank()).toArray(String[]::new));
            System.exit(run(options, arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(USAGE);
        }
    }

    private static int run(Options options, String... arguments) throws Exception {
        Optional<Path> namespace = Trust.namespaceDirectory();
        if (namespace.isPresent()) {
            return measure(options, namespace.get(), Trust.NAMESPACE);
        }
        Path directory = deletedAtExit(Files.createTempDirectory("tokenry-benchmarks"));
        TlsFiles tls = TlsFiles.create(directory);
        Optional<Integer> exitCode = Trust.runInNamespace(tls, directory, arguments);
        return exitCode.isPresent() ? exitCode.get() : measure(options, directory, Trust.VARIABLE);
    }

    /** Returns the directory, which is deleted when the run ends or is interrupted, after all processes that use it. */
    static Path deletedAtExit(Path directory) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            List<ProcessHandle> processes =
                    ProcessHandle.current().descendants().toList();
            processes.forEach(ProcessHandle::destroyForcibly);
            processes.forEach(process -> process.onExit().join());
            delete(directory);
        }));
        return directory;
    }

    private static int measure(Options options, Path directory, Trust trust) throws Exception {
        Path root = Path.of("").toAbsolutePath();
        Results results = new Results();
        Sections sections = new Sections(options.sections());
        Map<String, String> machine;
        try (Setup setup = new Setup(root, directory, TlsFiles.in(directory), trust)) {
            machine =
                    Machine.describe(root, setup.client(), setup.all().stream().map(Stack::taskRoot), trust);
            machine.forEach((name, value) -> System.out.println(name + ": " + value));
            ColdStarts coldStarts = new ColdStarts(setup);
            sections.run(
                    Section.COLD, () -> new ColdStartSection(setup, coldStarts, results).measure(options.rounds()));
            sections.run(
                    Section.WARM, () -> new WarmSection(setup, coldStarts, results).measure(options.invocations()));
            sections.run(Section.CPU, () -> new CpuSection(root, setup, results).measure());
        }
        sections.run(Section.CAPACITY, () -> withCapacity(root, results, CapacitySection::measureGoals));
        sections.run(
                Section.GROWTH,
                () -> withCapacity(root, results, capacity -> {
                    capacity.simulateHotKeys();
                    capacity.measureGrowth(options.tokens());
                }));
        sections.run(Section.AUDIT, () -> {
            try (AuditSection audit = new AuditSection(root, Setup.directoryInMemory())) {
                results.setAudit(audit.measureEvents(), audit.measurePages(options.tokens()));
            }
        });
        sections.run(Section.CACHE, () -> new StaleCacheSection(root, directory, results).measure());
        sections.run(
                Section.PEERS,
                () -> new PeersSection(root, directory, results).measure(Math.min(options.rounds(), PEER_ROUNDS)));
        PublishedResults published = options.sections().containsAll(Section.OF_RESULTS)
                ? PublishedResults.NONE
                : PublishedResults.read(root);
        Report report = new Report(machine, results, Notes.read(root), published);
        System.out.println("\n" + report.markdown() + "\n\n" + report.capacityMarkdown() + "\n\n"
                + report.auditMarkdown() + "\n\n" + report.peersMarkdown());
        if (options.write()) {
            report.write(root);
        }
        boolean reached =
                results.missed().isEmpty() && results.hotKeys().stream().allMatch(Results.HotKeys::isAsDocumented);
        return sections.hasFailed() || (options.strict() && !reached) ? FAILURE : 0;
    }

    private interface CapacityMeasurement {
        void measure(CapacitySection capacity) throws Exception;
    }

    private static void withCapacity(Path root, Results results, CapacityMeasurement measurement) throws Exception {
        try (CapacitySection capacity = new CapacitySection(root, Setup.directoryInMemory(), results)) {
            measurement.measure(capacity);
        }
    }

    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println("Not deleted: " + e);
        }
    }
}
