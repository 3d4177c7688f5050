package dev.tokenry.emulator.eventsource;

import dev.tokenry.emulator.cloudformation.EventSourceSpec;
import dev.tokenry.emulator.eventsource.DiscardedBatch.Condition;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import dev.tokenry.emulator.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Invokes the function with the batches of one shard, one at a time, and retries those that fail. */
final class BatchDelivery {

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(10);
    private static final int DOUBLINGS = 6;

    private final EventSourceSpec spec;
    private final EmulatedFunction function;
    private final InstantSource clock;
    private final CountDownLatch closed;
    private final Consumer<StreamRecord> checkpoint;
    private final Consumer<DiscardedBatch> discarded;
    private final String eventSourceArn;
    private final String shardId;

    /**
     * Creates a delivery.
     *
     * @param closed ends the delivery between two invocations
     * @param checkpoint receives the last record of those that were processed or discarded
     */
    BatchDelivery(
            EventSourceSpec spec,
            EmulatedFunction function,
            InstantSource clock,
            CountDownLatch closed,
            String eventSourceArn,
            String shardId,
            Consumer<StreamRecord> checkpoint,
            Consumer<DiscardedBatch> discarded) {
        this.spec = spec;
        this.function = function;
        this.clock = clock;
        this.closed = closed;
        this.eventSourceArn = eventSourceArn;
        this.shardId = shardId;
        this.checkpoint = checkpoint;
        this.discarded = discarded;
    }

    /** Returns when each record was processed or discarded, or the delivery is closed. */
    void deliver(List<StreamRecord> batch) throws InterruptedException {
        List<StreamRecord> rest = batch;
        // Whether Lambda counts anew when the rest becomes shorter is unconfirmed. Here it does not.
        int invocations = 0;
        while (!isClosed()) {
            rest = withoutExpired(rest, invocations);
            if (rest.isEmpty()) {
                return;
            }
            InvocationResult result = function.invoke(event(rest));
            invocations++;
            BatchResponse response = BatchResponse.of(result, rest, spec.reportsItemFailures());
            rest = afterProcessed(rest, response.processed());
            // An invocation that the end interrupts is not one that failed: the next start delivers the rest again.
            if (rest.isEmpty() || isClosed()) {
                return;
            }
            if (response.failsAsWhole() && spec.bisectsOnError() && rest.size() > 1) {
                // A split is not one of the retries.
                deliver(rest.subList(0, rest.size() / 2));
                deliver(rest.subList(rest.size() / 2, rest.size()));
                return;
            }
            if (spec.maxRetries().isPresent() && invocations > spec.maxRetries().getAsInt()) {
                discard(rest, Condition.RETRY_ATTEMPTS_EXHAUSTED, invocations, response.failsAsWhole());
                return;
            }
            backOff(invocations);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private static byte[] event(List<StreamRecord> records) {
        return records.stream()
                .map(StreamRecord::json)
                .collect(Collectors.joining(",", "{\"Records\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private List<StreamRecord> withoutExpired(List<StreamRecord> records, int invocations) {
        int expired = (int) spec.maxRecordAge().stream()
                .flatMap(age -> records.stream()
                        .takeWhile(each -> each.createdAt().plus(age).isBefore(clock.instant())))
                .count();
        if (expired > 0) {
            discard(records.subList(0, expired), Condition.RECORD_AGE_EXCEEDED, invocations, invocations > 0);
        }
        return records.subList(expired, records.size());
    }

    private List<StreamRecord> afterProcessed(List<StreamRecord> records, int processed) {
        if (processed > 0) {
            checkpoint.accept(records.get(processed - 1));
        }
        return records.subList(processed, records.size());
    }

    private void discard(List<StreamRecord> records, Condition condition, int invocations, boolean isFunctionError) {
        discarded.accept(new DiscardedBatch(
                spec.functionArn(), eventSourceArn, shardId, records, condition, invocations, isFunctionError));
        checkpoint.accept(records.getLast());
    }

    private void backOff(int invocations) throws InterruptedException {
        Duration backoff = FIRST_BACKOFF.multipliedBy(1L << Math.min(invocations - 1, DOUBLINGS));
        long millis = Math.min(backoff.toMillis(), MAX_BACKOFF.toMillis());
        closed.await(millis, TimeUnit.MILLISECONDS);
    }
}
