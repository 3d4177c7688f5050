package dev.tokenry.benchmarks;

import dev.tokenry.benchmarks.Configuration.Cache;
import dev.tokenry.emulator.packaged.FunctionLaunch.Layout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The goals of cold starts, C1 to C8. */
final class ColdStartSection {

    private final Setup setup;
    private final ColdStarts coldStarts;
    private final Results results;

    ColdStartSection(Setup setup, ColdStarts coldStarts, Results results) {
        this.setup = setup;
        this.coldStarts = coldStarts;
        this.results = results;
    }

    void measure(int rounds) throws IOException, InterruptedException {
        results.coldStarts().putAll(coldStarts.measure(configurations(), rounds));
        Stack authorizer = setup.authorizer();
        Stack floor = setup.floor();
        results.put(Goal.COLD_AOT, ratio(aot(authorizer, 2), floor, Sample::millis));
        results.put(Goal.COLD_AOT_ONE_CPU, ratio(aot(authorizer, 1), floor, Sample::millis));
        results.put(Goal.COLD_AOT_CPU_TIME, ratio(aot(authorizer, 2), floor, Sample::cpuMillis));
        results.put(Goal.COLD_ZIP, ratio(zip(authorizer, 2), floor, Sample::millis));
        results.put(Goal.COLD_ZIP_ONE_CPU, ratio(zip(authorizer, 1), floor, Sample::millis));
        results.put(Goal.MEMORY, ratio(aot(authorizer, 2), floor, Sample::megabytes));
        results.put(Goal.SDK_DEFAULT, ratio(zip(authorizer, 2), setup.stack("sdk-default"), Sample::millis));
        Stack quarkus = setup.stack("quarkus");
        results.put(Goal.QUARKUS, ratio(classPath(authorizer), quarkus, Sample::millis));
        results.put(Goal.QUARKUS_AOT, ratio(aot(authorizer, 2), quarkus, Sample::millis));
        results.put(
                Goal.CLASSES,
                (double) coldStarts.countClasses(zip(authorizer, 2)),
                "floor: " + coldStarts.countClasses(zip(floor, 2)));
        results.put(
                Goal.ZIP_SIZE,
                setup.zipBytes() / 1e6,
                setup.authorizer().function().codeUri());
    }

    private List<Configuration> configurations() {
        List<Configuration> all = new ArrayList<>();
        for (int cpus : new int[] {2, 1}) {
            for (Stack stack : List.of(setup.floor(), setup.authorizer())) {
                for (Layout layout : Layout.values()) {
                    all.add(new Configuration(stack, layout, Cache.NONE, cpus));
                }
                all.add(new Configuration(stack, Layout.ZIP, Cache.AOT, cpus));
                all.add(aot(stack, cpus));
            }
            all.add(zip(setup.stack(Setup.BOOT_CLASS_PATH), cpus));
        }
        for (Stack stack : setup.all()) {
            if (!stack.runtime().isJava()) {
                all.add(zip(stack, 2));
                all.add(zip(stack, 1));
            } else if (stack.isRival()) {
                all.add(zip(stack, 2));
                all.add(classPath(stack));
                all.add(aot(stack, 2));
            }
        }
        return all;
    }

    private Statistics ratio(Configuration measured, Stack denominator, ToDoubleFunction<Sample> quantity) {
        return ratio(results.coldStarts(), measured, measured.of(denominator), quantity);
    }

    static Statistics ratio(
            Map<Configuration, List<Sample>> samples,
            Configuration measured,
            Configuration denominator,
            ToDoubleFunction<Sample> quantity) {
        return Statistics.ofRatios(quantities(samples, measured, quantity), quantities(samples, denominator, quantity));
    }

    static List<Double> quantities(
            Map<Configuration, List<Sample>> samples, Configuration measured, ToDoubleFunction<Sample> quantity) {
        return samples.getOrDefault(measured, List.of()).stream()
                .map(quantity::applyAsDouble)
                .toList();
    }

    private static Configuration zip(Stack stack, int cpus) {
        return new Configuration(stack, Layout.ZIP, Cache.NONE, cpus);
    }

    private static Configuration classPath(Stack stack) {
        return new Configuration(stack, Layout.CLASS_PATH, Cache.NONE, 2);
    }

    private static Configuration aot(Stack stack, int cpus) {
        return new Configuration(stack, Layout.CLASS_PATH, Cache.AOT, cpus);
    }
}
