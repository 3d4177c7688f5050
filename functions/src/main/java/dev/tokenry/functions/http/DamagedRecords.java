package dev.tokenry.functions.http;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.tokenry.error.CorruptRecordException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Counts the damaged records that a function finds. The count is a metric, which the authorizer counts together with
 * its others.
 */
public final class DamagedRecords {

    private static final String METRIC = "DamagedRecords";

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
            MetricLine.log(stack, Map.of(METRIC, found), clock, log);
        }
    }
}
