package dev.tokenry.functions.http;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Logs metrics in the CloudWatch embedded metric format (AWS: "Specification: Embedded metric format"), for functions
 * other than the authorizer.
 */
public final class MetricLine {

    private static final String STACK_DIMENSION = "Stack";

    private MetricLine() {}

    /** Logs these counts as one line. */
    public static void log(String stack, Map<String, Integer> counts, InstantSource clock, LambdaLogger log) {
        // The runtime writes bytes unchanged; it would wrap a string in a JSON log record.
        log.log(StrictJson.write(toEmf(stack, counts, clock)).getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> toEmf(String stack, Map<String, Integer> counts, InstantSource clock) {
        Map<String, Object> directive = Map.of(
                "Namespace",
                "Tokenry",
                "Dimensions",
                List.of(List.of(STACK_DIMENSION)),
                "Metrics",
                counts.keySet().stream()
                        .map(name -> Map.of("Name", name, "Unit", "Count"))
                        .toList());
        Map<String, Object> emf = new LinkedHashMap<>();
        emf.put("_aws", Map.of("Timestamp", clock.millis(), "CloudWatchMetrics", List.of(directive)));
        emf.put(STACK_DIMENSION, stack);
        emf.putAll(counts);
        return emf;
    }
}
