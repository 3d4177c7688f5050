package dev.tokenry.benchmarks;

import dev.tokenry.benchmarks.Configuration.Cache;
import dev.tokenry.emulator.packaged.FunctionLaunch.Layout;
import dev.tokenry.emulator.packaged.FunctionProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** The goals of warm invocations through the runtime interface client: W1, W2 and W4. */
final class WarmSection {

    private static final int BLOCK = 100;

    private final Setup setup;
    private final ColdStarts coldStarts;
    private final Results results;
    private final Random random = new Random();

    WarmSection(Setup setup, ColdStarts coldStarts, Results results) {
        this.setup = setup;
        this.coldStarts = coldStarts;
        this.results = results;
    }

    /** A function that runs, with the median of each block of invocations, and with all times. */
    private record Running(Stack stack, FunctionProcess process, List<Double> medians, List<Double> millis) {

        Duration cpuTime() {
            return process.process().info().totalCpuDuration().orElseThrow();
        }
    }

    /** Invokes all functions in turn, a block of invocations each, in random order. */
    void measure(int invocations) throws IOException, InterruptedException {
        int rounds = Math.max(2, invocations / BLOCK);
        List<Running> functions = new ArrayList<>();
        try {
            for (Stack stack : setup.all()) {
                FunctionProcess process =
                        coldStarts.start(new Configuration(stack, Layout.ZIP, Cache.NONE, 2), List.of());
                functions.add(new Running(stack, process, new ArrayList<>(), new ArrayList<>()));
            }
            for (int round = 0; round < rounds / 3; round++) {
                invokeInRandomOrder(functions);
            }
            functions.forEach(function -> function.medians().clear());
            functions.forEach(function -> function.millis().clear());
            List<Duration> before = functions.stream().map(Running::cpuTime).toList();
            for (int round = rounds / 3; round < rounds; round++) {
                invokeInRandomOrder(functions);
            }
            for (int i = 0; i < functions.size(); i++) {
                put(functions, functions.get(i), functions.get(i).cpuTime().minus(before.get(i)));
            }
        } finally {
            functions.forEach(function -> function.process().close());
        }
        List<Double> authorizer = medians(functions, setup.authorizer());
        results.put(Goal.WARM, Statistics.ofRatios(authorizer, medians(functions, setup.stack("bare GetItem"))));
        results.put(
                Goal.WARM_URL_CONNECTION,
                Statistics.ofRatios(authorizer, medians(functions, setup.stack("sdk-url-connection"))));
        Statistics warm =
                Objects.requireNonNull(results.warm().get(setup.authorizer())).millis();
        results.put(Goal.TAIL, warm.p99() / warm.median(), "n = " + warm.count());
    }

    private void invokeInRandomOrder(List<Running> functions) throws InterruptedException {
        List<Running> order = new ArrayList<>(functions);
        Collections.shuffle(order, random);
        for (Running function : order) {
            List<Double> block = block(function.process(), function.stack());
            function.medians().add(Statistics.of(block).median());
            function.millis().addAll(block);
        }
    }

    private void put(List<Running> functions, Running function, Duration cpuTime) {
        List<Double> medians = function.medians();
        results.warm()
                .put(
                        function.stack(),
                        new Results.Warm(
                                Statistics.of(function.millis()),
                                Statistics.ofRatios(medians, medians(functions, setup.floorOf(function.stack()))),
                                Statistics.ofRatios(medians, medians(functions, setup.authorizer())),
                                cpuTime.toNanos() / 1e3 / function.millis().size()));
    }

    private static List<Double> medians(List<Running> functions, Stack stack) {
        return functions.stream()
                .filter(function -> function.stack().equals(stack))
                .flatMap(function -> function.medians().stream())
                .toList();
    }

    private List<Double> block(FunctionProcess process, Stack stack) throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < BLOCK; i++) {
            long start = System.nanoTime();
            millis.add((coldStarts.invoke(process, stack).nanoTime() - start) / 1e6);
        }
        return millis;
    }
}
