package dev.tokenry.emulator.eventsource;

import dev.tokenry.emulator.cloudformation.EventSourceSpec;
import dev.tokenry.emulator.dynamodb.ChangeSignal;
import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;

/**
 * Reads a stream and invokes a function with its records, each at least once and in the order of its shard. Every write
 * request wakes it, so it needs no CPU time while nothing changes.
 */
final class EventSourceMapping implements AutoCloseable {

    /** How soon a change is noticed that no request made: the deletion of an expired item. */
    private static final Duration IDLE_INTERVAL = Duration.ofSeconds(2);

    private static final Duration BACKOFF_AFTER_ERROR = Duration.ofSeconds(2);

    /** How long the end waits for an invocation that runs. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private static final int MAX_BATCH_BYTES = EmulatedFunction.MAX_PAYLOAD_BYTES - 100;

    private final EventSourceSpec spec;
    private final EmulatedFunction function;
    private final Duration batchingWindow;
    private final EventSourceServices services;
    private final RecordJson json;
    private final Map<String, ShardPosition> positions;
    private final List<ShardReader> shards = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private EventSourceMapping(
            EventSourceSpec spec, EmulatedFunction function, Duration batchingWindow, EventSourceServices services) {
        this.spec = spec;
        this.function = function;
        this.batchingWindow = batchingWindow;
        this.services = services;
        this.json = new RecordJson(services.account(), eventSourceArn(spec.streamArn(), services.account()));
        this.positions = new LinkedHashMap<>(services.positions().find(spec.name(), spec.streamArn()));
        this.thread = Thread.ofPlatform().daemon().name(spec.name()).unstarted(this::run);
    }

    static EventSourceMapping start(
            EventSourceSpec spec, EmulatedFunction function, Duration batchingWindow, EventSourceServices services) {
        EventSourceMapping mapping = new EventSourceMapping(spec, function, batchingWindow, services);
        mapping.thread.start();
        return mapping;
    }

    /** Replaces the region, which DynamoDB Local always calls {@code ddblocal}. */
    private static String eventSourceArn(String streamArn, AwsAccount account) {
        return account.arn("dynamodb", streamArn.split(":", 6)[5]);
    }

    /** Ends the mapping after the current invocation. The next start continues after the records that are processed. */
    @Override
    public void close() {
        closed.countDown();
        changes().raise();
        try {
            if (!thread.join(CLOSE_TIMEOUT)) {
                thread.interrupt();
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ChangeSignal changes() {
        return services.dynamoDb().changes();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void run() {
        try {
            long seen = changes().count();
            while (!isClosed()) {
                pollOrWait(seen);
                seen = changes().count();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param seen the number of changes before the mapping was last seen open */
    private void pollOrWait(long seen) throws InterruptedException {
        try {
            if (!poll()) {
                changes().awaitMoreThan(seen, IDLE_INTERVAL);
            }
        } catch (RuntimeException e) {
            log("pauses: " + e);
            shards.clear();
            closed.await(BACKOFF_AFTER_ERROR.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Returns whether there can be more to read at once. */
    private boolean poll() throws InterruptedException {
        if (shards.isEmpty()) {
            openReadableShards();
        }
        boolean hasMore = false;
        for (ShardReader shard : List.copyOf(shards)) {
            hasMore |= poll(shard);
        }
        return hasMore;
    }

    private boolean poll(ShardReader shard) throws InterruptedException {
        gather(shard);
        List<StreamRecord> batch = shard.take(spec.batchSize(), MAX_BATCH_BYTES);
        if (!batch.isEmpty()) {
            delivery(shard).deliver(batch);
            return true;
        }
        if (shard.isRead() && !isClosed()) {
            complete(shard);
            return true;
        }
        return false;
    }

    /** Reads until a batch is complete; the window begins with its first record. */
    private void gather(ShardReader shard) throws InterruptedException {
        shard.fill(spec.batchSize());
        long deadline = System.nanoTime() + batchingWindow.toNanos();
        while (shard.buffered() > 0 && shard.buffered() < spec.batchSize() && !shard.isRead()) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            // The end raises a change, which is counted before or after this.
            long seen = changes().count();
            if (isClosed() || !left.isPositive()) {
                return;
            }
            int before = shard.buffered();
            shard.fill(spec.batchSize());
            if (shard.buffered() == before) {
                changes().awaitMoreThan(seen, left);
            }
        }
    }

    private BatchDelivery delivery(ShardReader shard) {
        String shardId = shard.shardId();
        return new BatchDelivery(
                spec,
                function,
                services.clock(),
                closed,
                json.streamArn(),
                shardId,
                last -> store(shardId, position(shardId).after(last.sequenceNumber())),
                this::discard);
    }

    private void discard(DiscardedBatch batch) {
        String message = batch.message(services.clock().instant());
        log("discards records: " + message);
        spec.onFailure().ifPresent(queue -> services.sqs().send(queue, message));
    }

    /** Stores that the shard is complete, and opens its children. */
    private void complete(ShardReader shard) {
        store(shard.shardId(), position(shard.shardId()).completed());
        shards.clear();
    }

    private void openReadableShards() {
        List<Shard> listed = listShards();
        // The stream forgets a shard after a day.
        positions.keySet().retainAll(listed.stream().map(Shard::shardId).collect(Collectors.toSet()));
        ShardOrder.readable(listed, positions).stream()
                .map(Shard::shardId)
                .map(id -> new ShardReader(services.dynamoDb().streams(), json, spec.streamArn(), id, position(id)))
                .forEach(shards::add);
    }

    private List<Shard> listShards() {
        List<Shard> result = new ArrayList<>();
        StreamDescription page = describe(null);
        result.addAll(page.shards());
        while (page.lastEvaluatedShardId() != null) {
            page = describe(page.lastEvaluatedShardId());
            result.addAll(page.shards());
        }
        return result;
    }

    private StreamDescription describe(@Nullable String after) {
        return services.dynamoDb()
                .streams()
                .describeStream(request -> request.streamArn(spec.streamArn()).exclusiveStartShardId(after))
                .streamDescription();
    }

    private ShardPosition position(String shardId) {
        return positions.getOrDefault(shardId, ShardPosition.START);
    }

    private void store(String shardId, ShardPosition position) {
        positions.put(shardId, position);
        services.positions().replace(spec.name(), spec.streamArn(), positions);
    }

    private void log(String message) {
        System.err.println("Event source mapping " + spec.name() + " " + message);
    }
}
