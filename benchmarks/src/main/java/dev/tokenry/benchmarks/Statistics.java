package dev.tokenry.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The distribution of a measured quantity. Robust against outliers: a machine that measures does other things as well. */
record Statistics(double lowerQuartile, double median, double upperQuartile, double p99, int count) {

    static Statistics of(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("There are no values");
        }
        Arrays.sort(sorted);
        return new Statistics(
                percentile(sorted, 0.25),
                percentile(sorted, 0.5),
                percentile(sorted, 0.75),
                percentile(sorted, 0.99),
                sorted.length);
    }

    /**
     * Returns the distribution of the ratios of values that were measured in the same round: what slows down a whole round
     * affects both.
     *
     * @throws IllegalArgumentException if the lists have different sizes
     */
    static Statistics ofRatios(List<Double> values, List<Double> denominators) {
        if (values.size() != denominators.size()) {
            throw new IllegalArgumentException("Values without a partner: " + values + ", " + denominators);
        }
        return of(IntStream.range(0, values.size())
                .mapToObj(round -> values.get(round) / denominators.get(round))
                .toList());
    }

    /** Interpolates linearly between the two nearest values. */
    private static double percentile(double[] sorted, double fraction) {
        double position = fraction * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
