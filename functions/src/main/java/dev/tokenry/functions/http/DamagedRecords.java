package dev.tokenry.functions.http;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.tokenry.error.CorruptRecordException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Counts the damaged records that a function finds. The count is a metric, logged in the CloudWatch embedded metric format
 * (AWS: "Specification: Embedded metric format"). The authorizer counts the same metric together with its others.
 */
public final class DamagedRecords {

    private static final String METRIC = "DamagedRecords";
    private static final String STACK_DIMENSION = "Stack";

    private final String stack;
    private final InstantSource clock;
    private final AtomicInteger count = new AtomicInteger();

    public DamagedRecords(String stack, InstantSource clock) {
        this.stack = stack;
        this.clock = clock;
    }

    /** Counts damaged records. */
    public void add(int found) {
        count.addAndGet(found);
    }

    /** Returns the result of an action. A damaged record that makes it fail is counted. */
    public <T> T counted(Supplier<T> action) {
        try {
            return action.get();
        } catch (CorruptRecordException e) {
            add(1);
            throw e;
        }
    }

    /** Logs the number of records since the last call, if there are any. */
    public void publish(LambdaLogger log) {
        int found = count.getAndSet(0);
        if (found > 0) {
            // The runtime writes bytes unchanged; it would wrap a string in a JSON log record.
            log.log(StrictJson.write(toEmf(found)).getBytes(StandardCharsets.UTF_8));
        }
    }

    private Map<String, Object> toEmf(int found) {
        Map<String, Object> directive = Map.of(
                "Namespace",
                "Tokenry",
                "Dimensions",
                List.of(List.of(STACK_DIMENSION)),
                "Metrics",
                List.of(Map.of("Name", METRIC, "Unit", "Count")));
        Map<String, Object> emf = new LinkedHashMap<>();
        emf.put("_aws", Map.of("Timestamp", clock.millis(), "CloudWatchMetrics", List.of(directive)));
        emf.put(STACK_DIMENSION, stack);
        emf.put(METRIC, found);
        return emf;
    }
}
