package dev.tokenry.emulator.eventsource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Reads the records of one shard in order, and divides them into batches. */
final class ShardReader {

    private final DynamoDbStreamsClient streams;
    private final RecordJson json;
    private final String streamArn;
    private final String shardId;
    private final Deque<StreamRecord> buffer = new ArrayDeque<>();
    private @Nullable String lastRead;
    private @Nullable String iterator;
    private boolean isRead;

    /** @param streamArn the ARN for requests; that of the events is in {@code json} */
    ShardReader(
            DynamoDbStreamsClient streams, RecordJson json, String streamArn, String shardId, ShardPosition position) {
        this.streams = streams;
        this.json = json;
        this.streamArn = streamArn;
        this.shardId = shardId;
        this.lastRead = position.sequenceNumber();
    }

    String shardId() {
        return shardId;
    }

    /** Reads more records if fewer than these are buffered. */
    void fill(int wanted) {
        if (isRead || buffer.size() >= wanted) {
            return;
        }
        for (Record each : readNext()) {
            buffer.add(json.render(each));
            lastRead = each.dynamodb().sequenceNumber();
        }
    }

    int buffered() {
        return buffer.size();
    }

    /** Returns whether the shard is closed and its last record was read. */
    boolean isRead() {
        return isRead;
    }

    /** Removes the next records: at least one if there are any, and no more than fit into these limits. */
    List<StreamRecord> take(int maxRecords, int maxBytes) {
        List<StreamRecord> batch = new ArrayList<>();
        int bytes = 0;
        while (!buffer.isEmpty() && batch.size() < maxRecords) {
            // And a comma.
            bytes += buffer.getFirst().json().getBytes(StandardCharsets.UTF_8).length + 1;
            if (bytes > maxBytes && !batch.isEmpty()) {
                break;
            }
            batch.add(buffer.removeFirst());
        }
        return batch;
    }

    private List<Record> readNext() {
        try {
            String current = iterator == null ? open() : iterator;
            GetRecordsResponse response = streams.getRecords(request -> request.shardIterator(current));
            iterator = response.nextShardIterator();
            isRead = iterator == null;
            return response.records();
        } catch (ExpiredIteratorException e) {
            iterator = null;
            return List.of();
        } catch (TrimmedDataAccessException e) {
            // The stream has lost records of more than 24 hours ago. Lambda continues with the oldest that it has.
            iterator = null;
            lastRead = null;
            return List.of();
        }
    }

    private String open() {
        String after = lastRead;
        return streams.getShardIterator(request -> request.streamArn(streamArn)
                        .shardId(shardId)
                        .sequenceNumber(after)
                        .shardIteratorType(
                                after == null
                                        ? ShardIteratorType.TRIM_HORIZON
                                        : ShardIteratorType.AFTER_SEQUENCE_NUMBER))
                .shardIterator();
    }
}
