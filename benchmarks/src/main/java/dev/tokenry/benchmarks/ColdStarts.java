package dev.tokenry.benchmarks;

import dev.tokenry.benchmarks.Configuration.Cache;
import dev.tokenry.emulator.packaged.FunctionLaunch;
import dev.tokenry.emulator.packaged.FunctionProcess;
import dev.tokenry.emulator.packaged.FunctionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Starts functions, and measures the time to their first response. */
final class ColdStarts {

    private static final int TRAINING_INVOCATIONS = 5;

    private final Setup setup;
    private final Map<Configuration, Path> caches = new HashMap<>();
    private int processes;

    ColdStarts(Setup setup) {
        this.setup = setup;
    }

    /**
     * Returns the samples of each configuration, one a round. All configurations are measured in each round, in random
     * order: a disturbance of the machine does not favour one of them. The first round is dropped.
     */
    Map<Configuration, List<Sample>> measure(List<Configuration> configurations, int rounds)
            throws IOException, InterruptedException {
        for (Configuration configuration : configurations) {
            if (configuration.cache() == Cache.AOT) {
                train(configuration);
            }
        }
        Map<Configuration, List<Sample>> samples = new LinkedHashMap<>();
        configurations.forEach(configuration -> samples.put(configuration, new ArrayList<>()));
        Random random = new Random();
        for (int round = 0; round <= rounds; round++) {
            List<Configuration> order = new ArrayList<>(configurations);
            Collections.shuffle(order, random);
            for (Configuration configuration : order) {
                Sample sample = sample(configuration);
                if (round > 0) {
                    Objects.requireNonNull(samples.get(configuration)).add(sample);
                }
            }
            System.out.println("cold starts: round " + round + " of " + rounds);
        }
        return samples;
    }

    /** Starts a process that is not measured. */
    FunctionProcess start(Configuration configuration, List<String> jvmOptions) throws IOException {
        Stack stack = configuration.stack();
        int number = processes++;
        // What a killed function leaves there does not stay on the machine, and no two functions share it.
        Path temporary = Files.createDirectory(setup.directory().resolve("tmp-" + number));
        List<String> options = new ArrayList<>(setup.tls().jvmOptions());
        options.add("-Djava.io.tmpdir=" + temporary);
        // The share of the memory that Lambda gives to the heap.
        options.add("-Xmx" + stack.function().memoryMegabytes() * 85 / 100 + "m");
        options.addAll(jvmOptions);
        FunctionLaunch launch = new FunctionLaunch(
                stack.function().with(Map.of("TMPDIR", temporary.toString())),
                stack.taskRoot(),
                configuration.layout(),
                options,
                configuration.prefix());
        Path output = setup.directory().resolve("output-" + number + ".log");
        if (stack.runtime().isJava()) {
            return FunctionProcess.start(setup.client(), launch, output);
        }
        List<String> command = new ArrayList<>(configuration.prefix());
        command.addAll(stack.runtime().command());
        command.add(stack.function().handler());
        return FunctionProcess.start(command, launch, output);
    }

    /** Returns the result of the event, which must be that of a success. */
    FunctionResult invoke(FunctionProcess process, Stack stack) throws InterruptedException {
        FunctionResult result;
        try {
            result = process.invoke(setup.eventBytes());
        } catch (IllegalStateException e) {
            throw new IllegalStateException(stack + ": " + e.getMessage(), e);
        }
        if (result.type() != FunctionResult.Type.RESPONSE || !result.body().contains(stack.expected())) {
            throw new IllegalStateException(stack + ": " + result.body() + "\n" + process.outputText());
        }
        return result;
    }

    /** Returns how many classes a JVM has loaded when the first response of a function arrives. */
    long countClasses(Configuration configuration) throws IOException, InterruptedException {
        Path log = setup.directory().resolve("classes.log");
        try (FunctionProcess process = start(configuration, List.of("-Xlog:class+load:file=" + log))) {
            invoke(process, configuration.stack());
        }
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" source: ")).count();
        }
    }

    private Sample sample(Configuration configuration) throws IOException, InterruptedException {
        List<String> cacheOptions = configuration.cache() == Cache.AOT
                // A cache that cannot be used must not go unnoticed.
                ? List.of("-XX:AOTCache=" + caches.get(configuration.ofAllCpus()), "-XX:AOTMode=on")
                : List.of();
        double cpuBefore = ResourceUsage.childrenCpuMillis();
        double millis;
        double megabytes;
        try (FunctionProcess process = start(configuration, cacheOptions)) {
            FunctionResult result = invoke(process, configuration.stack());
            millis = (result.nanoTime() - process.startNanoTime()) / 1e6;
            megabytes = ResourceUsage.maxResidentMegabytes(process.process().pid());
        }
        return new Sample(millis, ResourceUsage.childrenCpuMillis() - cpuBefore, megabytes);
    }

    private void train(Configuration configuration) throws IOException, InterruptedException {
        Configuration trained = configuration.ofAllCpus();
        if (caches.containsKey(trained)) {
            return;
        }
        Path cache = setup.directory().resolve("cache-" + caches.size() + ".aot");
        try (FunctionProcess process = start(trained, List.of("-XX:AOTCacheOutput=" + cache))) {
            for (int i = 0; i < TRAINING_INVOCATIONS; i++) {
                invoke(process, configuration.stack());
            }
            // The JVM writes the cache when it ends.
            process.process().destroy();
            process.process().onExit().join();
            if (!Files.exists(cache)) {
                throw new IOException("The JVM wrote no cache: " + process.outputText());
            }
        }
        caches.put(trained, cache);
    }
}
