package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.aws.AwsHttpClient;
import dev.tokenry.backend.AwsService;
import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.backend.TestBackend;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.store.SampleTokens;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The records that the writes of the stores leave in a stream of the table. */
@RequiresBackend
class DynamoStreamIT {

    private final TestTable table = new TestTable();
    private final DynamoDbStreamsClient streams = TestBackend.current()
            .configure(DynamoDbStreamsClient.builder(), AwsService.DYNAMODB)
            .httpClient(AwsHttpClient.create())
            .build();
    private final String stream = enableStream();
    private final Token token = SampleTokens.full();

    @AfterEach
    void close() {
        streams.close();
    }

    @Test
    void each_write_leaves_one_record_with_both_images_in_order() {
        table.store().insert(token, STAMP);
        Map<String, AttributeValue> inserted = table.item(token.id());
        new DynamoLastUseStore(new DynamoTable(table.client(), table.name(), new SecureRandom()))
                .replaceLastUse(
                        token,
                        SecretGeneration.CURRENT,
                        new LastUse(NOW.plusSeconds(3600), "192.0.2.1"),
                        Duration.ofMinutes(5));
        Map<String, AttributeValue> used = table.item(token.id());
        table.store().delete(token, STAMP);
        Map<String, AttributeValue> tombstone = table.item(token.id());
        table.delete(token.id());

        List<Record> records = records();
        assertThat(records)
                .extracting(Record::eventName)
                .containsExactly(
                        OperationType.INSERT, OperationType.MODIFY, OperationType.MODIFY, OperationType.REMOVE);
        assertThat(records)
                .extracting(it -> it.dynamodb().oldImage())
                .containsExactly(Map.of(), inserted, used, tombstone);
        assertThat(records)
                .extracting(it -> it.dynamodb().newImage())
                .containsExactly(inserted, used, tombstone, Map.of());
    }

    @Test
    void rejected_write_leaves_no_record() {
        table.store().insert(token, STAMP);
        table.store().insert(token, STAMP);
        table.store().replace(token.withVersion(token.version() + 1), token, STAMP);

        assertThat(records()).hasSize(1);
    }

    @Test
    @RequiresBackend(Capability.STREAMS_OF_CHANGES)
    void write_without_a_change_leaves_no_record() {
        table.store().insert(token, STAMP);
        table.set(token.id(), "name", AttributeValue.fromS(token.settings().name()));

        assertThat(records()).hasSize(1);
    }

    @Test
    void transaction_leaves_a_record_of_each_item() {
        table.store(table.client(), true).insert(token, STAMP);

        assertThat(records())
                .extracting(it -> it.dynamodb().keys().get("pk").s())
                .containsExactlyInAnyOrderElementsOf(table.keys())
                .hasSize(2);
    }

    private String enableStream() {
        return table.client()
                .updateTable(update -> update.tableName(table.name())
                        .streamSpecification(
                                it -> it.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)))
                .tableDescription()
                .latestStreamArn();
    }

    private List<Record> records() {
        return streams.describeStream(describe -> describe.streamArn(stream)).streamDescription().shards().stream()
                .map(shard -> streams.getShardIterator(get -> get.streamArn(stream)
                                .shardId(shard.shardId())
                                .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                        .shardIterator())
                .flatMap(iterator -> streams.getRecords(get -> get.shardIterator(iterator)).records().stream())
                .toList();
    }
}
