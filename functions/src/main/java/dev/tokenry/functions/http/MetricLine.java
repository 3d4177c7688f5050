package dev.tokenry.functions.http;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Logs metrics in the CloudWatch embedded metric format (AWS: "Specification: Embedded metric format"), for functions
 * other than the authorizer.
 */
public final class MetricLine {

    private static final String STACK_DIMENSION = "Stack";

    private MetricLine() {}

    /** Logs these counts as one line. */
    public static void log(String stack, Map<String, Integer> counts, InstantSource clock, LambdaLogger log) {
        log(stack, counts, Map.of(), clock, log);
    }

    /**
     * As {@link #log(String, Map, InstantSource, LambdaLogger)}, also as metrics with further dimensions.
     *
     * @param dimensions the names and values of the dimensions besides the stack
     */
    public static void log(
            String stack,
            Map<String, Integer> counts,
            Map<String, String> dimensions,
            InstantSource clock,
            LambdaLogger log) {
        // The runtime writes bytes unchanged; it would wrap a string in a JSON log record.
        log.log(StrictJson.write(toEmf(stack, counts, dimensions, clock)).getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> toEmf(
            String stack, Map<String, Integer> counts, Map<String, String> dimensions, InstantSource clock) {
        List<List<String>> dimensionSets = new ArrayList<>(List.of(List.of(STACK_DIMENSION)));
        if (!dimensions.isEmpty()) {
            dimensionSets.add(Stream.concat(Stream.of(STACK_DIMENSION), dimensions.keySet().stream())
                    .toList());
        }
        Map<String, Object> directive = Map.of(
                "Namespace",
                "Tokenry",
                "Dimensions",
                dimensionSets,
                "Metrics",
                counts.keySet().stream()
                        .map(name -> Map.of("Name", name, "Unit", "Count"))
                        .toList());
        Map<String, Object> emf = new LinkedHashMap<>();
        emf.put("_aws", Map.of("Timestamp", clock.millis(), "CloudWatchMetrics", List.of(directive)));
        emf.put(STACK_DIMENSION, stack);
        emf.putAll(dimensions);
        emf.putAll(counts);
        return emf;
    }
}
