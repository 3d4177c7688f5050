package dev.tokenry.benchmarks;

import dev.tokenry.benchmarks.cpu.CpuBenchmarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The CPU time of code without I/O, and the goal W3. */
final class CpuSection {

    private static final String AUTHORIZATION = "authorization";

    private final Path root;
    private final Setup setup;
    private final Results results;

    CpuSection(Path root, Setup setup, Results results) {
        this.root = root;
        this.setup = setup;
        this.results = results;
    }

    void measure() throws IOException, RunnerException {
        Path directory = Files.createDirectories(setup.directory().resolve("cpu"));
        Files.copy(root.resolve("events/authorize-create.json"), directory.resolve(CpuBenchmarks.EVENT_FILE));
        Backend.JSON.writeValue(
                directory.resolve(CpuBenchmarks.ENVIRONMENT_FILE).toFile(),
                setup.authorizer().function().environment());
        var options = new OptionsBuilder()
                .include(CpuBenchmarks.class.getName())
                .jvmArgs(
                        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-D" + CpuBenchmarks.DIRECTORY + "=" + directory)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        for (RunResult result : new Runner(options).run()) {
            String label = result.getPrimaryResult().getLabel();
            var micros = result.getPrimaryResult().getStatistics();
            results.cpu()
                    .put(
                            label.replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT),
                            new Statistics(
                                    micros.getPercentile(25),
                                    micros.getPercentile(50),
                                    micros.getPercentile(75),
                                    micros.getPercentile(99),
                                    (int) micros.getN()));
        }
        results.put(Goal.CPU_TIME, Objects.requireNonNull(results.cpu().get(AUTHORIZATION)));
    }
}
