package dev.tokenry.benchmarks;

import dev.tokenry.benchmarks.Configuration.Cache;
import dev.tokenry.emulator.packaged.FunctionLaunch.Layout;
import dev.tokenry.emulator.packaged.FunctionProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The goals of warm invocations through the runtime interface client: W1, W2 and W4. */
final class WarmSection {

    private static final int BLOCK = 100;

    private final Setup setup;
    private final ColdStarts coldStarts;
    private final Results results;

    WarmSection(Setup setup, ColdStarts coldStarts, Results results) {
        this.setup = setup;
        this.coldStarts = coldStarts;
        this.results = results;
    }

    /** Invokes all functions in turn, a block of invocations each, in random order. */
    void measure(int invocations) throws IOException, InterruptedException {
        int rounds = Math.max(2, invocations / BLOCK);
        Map<Stack, FunctionProcess> processes = new LinkedHashMap<>();
        Map<Stack, List<Double>> medians = new LinkedHashMap<>();
        Map<Stack, List<Double>> all = new LinkedHashMap<>();
        try {
            for (Stack stack : setup.all()) {
                processes.put(stack, coldStarts.start(new Configuration(stack, Layout.ZIP, Cache.NONE, 2), List.of()));
                medians.put(stack, new ArrayList<>());
                all.put(stack, new ArrayList<>());
            }
            Random random = new Random();
            for (int round = 0; round < rounds; round++) {
                List<Stack> order = new ArrayList<>(processes.keySet());
                Collections.shuffle(order, random);
                for (Stack stack : order) {
                    List<Double> block = block(processes.get(stack), stack);
                    if (round >= rounds / 3) {
                        medians.get(stack).add(Statistics.of(block).median());
                        all.get(stack).addAll(block);
                    }
                }
            }
        } finally {
            processes.values().forEach(FunctionProcess::close);
        }
        all.forEach((stack, millis) -> results.warm().put(stack, Statistics.of(millis)));
        List<Double> authorizer = medians.get(setup.authorizer());
        results.put(Goal.WARM, Statistics.ofRatios(authorizer, medians.get(setup.stack("bare GetItem"))));
        results.put(
                Goal.WARM_URL_CONNECTION,
                Statistics.ofRatios(authorizer, medians.get(setup.stack("sdk-url-connection"))));
        Statistics warm = results.warm().get(setup.authorizer());
        results.put(Goal.TAIL, warm.p99() / warm.median(), "n = " + warm.count());
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
