package dev.tokenry.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A peer in one round.
 *
 * @param startMillis from the start of the process to the first token
 * @param cpuMicrosPerVerify CPU time of all processes of the server
 * @param megabytes the largest resident memory
 */
record PeerSample(
        double startMillis, HttpLoad.Rate issue, HttpLoad.Rate verify, double cpuMicrosPerVerify, double megabytes) {

    private static final Map<String, ToDoubleFunction<PeerSample>> ALL = all();

    /** The names of the quantities, in the order of a table. */
    static final List<String> QUANTITIES = List.copyOf(ALL.keySet());

    private static Map<String, ToDoubleFunction<PeerSample>> all() {
        Map<String, ToDoubleFunction<PeerSample>> all = new LinkedHashMap<>();
        all.put("issue/s", round -> round.issue().perSecond());
        all.put("issue p50 ms", round -> percentiles(round.issue()).median());
        all.put("issue p99 ms", round -> percentiles(round.issue()).p99());
        all.put("verify/s", round -> round.verify().perSecond());
        all.put("verify p50 ms", round -> percentiles(round.verify()).median());
        all.put("verify p99 ms", round -> percentiles(round.verify()).p99());
        all.put("CPU µs per verify", PeerSample::cpuMicrosPerVerify);
        all.put("MB", PeerSample::megabytes);
        all.put("ms to the first token", PeerSample::startMillis);
        return all;
    }

    /** Returns the median of the rounds for each quantity. */
    static Map<String, Double> medians(List<PeerSample> rounds) {
        Map<String, Double> medians = new LinkedHashMap<>();
        ALL.forEach((name, quantity) -> medians.put(name, median(rounds, quantity)));
        return medians;
    }

    private static double median(List<PeerSample> rounds, ToDoubleFunction<PeerSample> quantity) {
        return Statistics.of(rounds.stream().mapToDouble(quantity).boxed().toList())
                .median();
    }

    private static Statistics percentiles(HttpLoad.Rate rate) {
        return Statistics.of(rate.millis());
    }
}
