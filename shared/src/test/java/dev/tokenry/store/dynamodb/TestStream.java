package dev.tokenry.store.dynamodb;

import dev.tokenry.aws.AwsHttpClient;
import dev.tokenry.backend.AwsService;
import dev.tokenry.backend.TestBackend;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The stream of a {@link TestTable}, whose records have the form in which Lambda delivers them. */
public final class TestStream implements AutoCloseable {

    private final DynamoDbStreamsClient streams = TestBackend.current()
            .configure(DynamoDbStreamsClient.builder(), AwsService.DYNAMODB)
            .httpClient(AwsHttpClient.create())
            .build();
    private final String arn;

    public TestStream(TestTable table) {
        arn = table.client()
                .updateTable(update -> update.tableName(table.name())
                        .streamSpecification(
                                it -> it.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)))
                .tableDescription()
                .latestStreamArn();
    }

    /** Returns all records since the stream was enabled. */
    public List<Map<String, Object>> records() {
        List<Map<String, Object>> records = new ArrayList<>();
        streams.describeStream(describe -> describe.streamArn(arn))
                .streamDescription()
                .shards()
                .forEach(shard -> readShard(shard.shardId(), records));
        return records;
    }

    private void readShard(String shard, List<Map<String, Object>> records) {
        String iterator = streams.getShardIterator(
                        get -> get.streamArn(arn).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        while (iterator != null) {
            String position = iterator;
            GetRecordsResponse page = streams.getRecords(get -> get.shardIterator(position));
            page.records().stream().map(TestStream::toLambda).forEach(records::add);
            iterator = page.records().isEmpty() ? null : page.nextShardIterator();
        }
    }

    /** Returns a record as if the time to live had removed the item. DynamoDB Local does not name the service. */
    public static Map<String, Object> byTimeToLive(Map<String, Object> removal) {
        Map<String, Object> copy = new LinkedHashMap<>(removal);
        copy.put("userIdentity", Map.of("type", "Service", "principalId", "dynamodb.amazonaws.com"));
        return copy;
    }

    private static Map<String, Object> toLambda(Record it) {
        Map<String, Object> dynamodb = new LinkedHashMap<>();
        dynamodb.put("ApproximateCreationDateTime", (double)
                it.dynamodb().approximateCreationDateTime().getEpochSecond());
        dynamodb.put("Keys", image(it.dynamodb().keys()));
        putIfPresent(
                dynamodb,
                "OldImage",
                it.dynamodb().hasOldImage() ? image(it.dynamodb().oldImage()) : null);
        putIfPresent(
                dynamodb,
                "NewImage",
                it.dynamodb().hasNewImage() ? image(it.dynamodb().newImage()) : null);
        dynamodb.put("SequenceNumber", it.dynamodb().sequenceNumber());
        dynamodb.put("SizeBytes", it.dynamodb().sizeBytes());
        dynamodb.put("StreamViewType", it.dynamodb().streamViewTypeAsString());
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("eventID", it.eventID());
        event.put("eventName", it.eventNameAsString());
        event.put("eventVersion", it.eventVersion());
        event.put("eventSource", "aws:dynamodb");
        event.put("awsRegion", it.awsRegion());
        event.put("dynamodb", dynamodb);
        return event;
    }

    private static void putIfPresent(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    /** Returns an item in DynamoDB's JSON, as the JSON library of Lambda reads it. */
    public static Map<String, Object> image(Map<String, AttributeValue> item) {
        Map<String, Object> image = new LinkedHashMap<>();
        item.forEach((name, value) -> image.put(name, json(value)));
        return image;
    }

    private static Map<String, Object> json(AttributeValue value) {
        return Map.of(
                value.type().name(),
                switch (value.type()) {
                    case S -> value.s();
                    case N -> value.n();
                    case B -> Base64.getEncoder().encodeToString(value.b().asByteArray());
                    case BOOL -> value.bool();
                    case L -> value.l().stream().map(TestStream::json).toList();
                    case M -> image(value.m());
                    case SS -> value.ss();
                    case NS -> value.ns();
                    default -> throw new IllegalArgumentException("No record has this type: " + value.type());
                });
    }

    @Override
    public void close() {
        streams.close();
    }
}
