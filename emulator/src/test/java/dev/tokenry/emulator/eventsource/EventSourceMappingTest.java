package dev.tokenry.emulator.eventsource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenry.emulator.AwsEmulator;
import dev.tokenry.emulator.SdkClients;
import dev.tokenry.emulator.dynamodb.ShardRollover;
import dev.tokenry.emulator.io.EmulatorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Mappings on the streams of DynamoDB Local. */
class EventSourceMappingTest {

    private static final String REPORTING = "FunctionResponseTypes: [ReportBatchItemFailures]";
    private static final String SUCCESS = "";

    @TempDir
    Path directory;

    @BeforeEach
    void succeed() {
        StreamHandler.respond(event -> SUCCESS);
    }

    @Test
    void a_function_receives_each_change_in_order_with_both_images() throws Exception {
        try (StreamStack stack = StreamStack.start(directory, "BatchSize: 1")) {
            stack.put("a", AttributeValue.fromN("1"));
            stack.put("a", AttributeValue.fromN("2"));
            stack.delete("a");

            JsonNode insert = StreamStack.nextEvent().path("Records").path(0);
            JsonNode modify = StreamStack.nextEvent().path("Records").path(0);
            JsonNode remove = StreamStack.nextEvent().path("Records").path(0);

            assertThat(names(insert))
                    .containsExactly(
                            "eventID",
                            "eventName",
                            "eventVersion",
                            "eventSource",
                            "awsRegion",
                            "dynamodb",
                            "eventSourceARN");
            assertThat(insert.path("eventID").asText()).matches("[0-9a-f]{32}");
            assertThat(insert.path("eventVersion").asText()).isEqualTo("1.1");
            assertThat(insert.path("eventSource").asText()).isEqualTo("aws:dynamodb");
            assertThat(insert.path("awsRegion").asText()).isEqualTo("eu-central-1");
            assertThat(insert.path("eventSourceARN").asText())
                    .startsWith("arn:aws:dynamodb:eu-central-1:000000000000:table/" + StreamStack.TABLE + "/stream/");
            assertThat(insert.at("/dynamodb/ApproximateCreationDateTime").isIntegralNumber())
                    .isTrue();
            assertThat(insert.at("/dynamodb/SequenceNumber").asText()).matches("[0-9]+");
            assertThat(insert.at("/dynamodb/SizeBytes").asInt()).isPositive();
            assertThat(insert.at("/dynamodb/StreamViewType").asText()).isEqualTo("NEW_AND_OLD_IMAGES");

            assertChange(insert, "INSERT", null, "1");
            assertChange(modify, "MODIFY", "1", "2");
            assertChange(remove, "REMOVE", "2", null);
        }
    }

    @Test
    void each_type_of_an_attribute_has_the_form_of_the_api() throws Exception {
        try (StreamStack stack = StreamStack.start(directory, "")) {
            SdkBytes bytes = SdkBytes.fromUtf8String("hi");
            stack.put(
                    "a",
                    AttributeValue.fromM(Map.of(
                            "text", AttributeValue.fromS("ü"),
                            "number", AttributeValue.fromN("1.5"),
                            "bytes", AttributeValue.fromB(bytes),
                            "yes", AttributeValue.fromBool(true),
                            "nothing", AttributeValue.fromNul(true),
                            "texts", AttributeValue.fromSs(List.of("x")),
                            "numbers", AttributeValue.fromNs(List.of("1")),
                            "binaries", AttributeValue.fromBs(List.of(bytes)),
                            "list", AttributeValue.fromL(List.of(AttributeValue.fromS("y"))))));

            assertThat(StreamStack.nextEvent().at("/Records/0/dynamodb/NewImage/value/M"))
                    .isEqualTo(new JsonMapper().readTree("""
                            {"text": {"S": "ü"}, "number": {"N": "1.5"}, "bytes": {"B": "aGk="}, "yes": {"BOOL": true},
                             "nothing": {"NULL": true}, "texts": {"SS": ["x"]}, "numbers": {"NS": ["1"]},
                             "binaries": {"BS": ["aGk="]}, "list": {"L": [{"S": "y"}]}}
                            """));

            stack.put(
                    "b",
                    AttributeValue.fromM(Map.of(
                            "text", AttributeValue.fromS(""),
                            "no", AttributeValue.fromBool(false),
                            "bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[0])),
                            "list", AttributeValue.fromL(List.of()))));

            assertThat(StreamStack.nextEvent().at("/Records/0/dynamodb/NewImage/value/M"))
                    .isEqualTo(new JsonMapper().readTree("""
                            {"text": {"S": ""}, "no": {"BOOL": false}, "bytes": {"B": ""}, "list": {"L": []}}
                            """));
        }
    }

    @Test
    void the_types_of_the_lambda_library_read_the_event() throws Exception {
        TypedStreamHandler.EVENTS.clear();
        try (StreamStack stack = StreamStack.start(directory, TypedStreamHandler.class, REPORTING)) {
            stack.put("a", AttributeValue.fromN("1"));

            DynamodbEvent event =
                    Objects.requireNonNull(TypedStreamHandler.EVENTS.poll(60, TimeUnit.SECONDS), "no invocation");
            var change = event.getRecords().getFirst().getDynamodb();
            assertThat(event.getRecords().getFirst().getEventName()).isEqualTo("INSERT");
            assertThat(change.getNewImage().get("value").getN()).isEqualTo("1");
            assertThat(change.getApproximateCreationDateTime()).isNotNull();
        }
    }

    /** DynamoDB Local looks for expired items every ten seconds. */
    @Test
    void the_deletion_of_an_expired_item_is_one_by_the_service() throws Exception {
        try (StreamStack stack = StreamStack.start(directory, "BatchSize: 1")) {
            stack.dynamoDb()
                    .putItem(request -> request.tableName(StreamStack.TABLE)
                            .item(Map.of(
                                    "pk", AttributeValue.fromS("a"), "purgeAt", AttributeValue.fromN("1796015382"))));

            assertThat(StreamStack.nextEvent().at("/Records/0/eventName").asText())
                    .isEqualTo("INSERT");
            JsonNode removed = StreamStack.nextEvent().path("Records").path(0);
            assertThat(removed.path("eventName").asText()).isEqualTo("REMOVE");
            assertThat(removed.path("userIdentity").toString())
                    .isEqualTo("{\"type\":\"Service\",\"principalId\":\"dynamodb.amazonaws.com\"}");
            assertThat(removed.at("/dynamodb/OldImage/pk/S").asText()).isEqualTo("a");
        }
    }

    @Test
    void a_batch_is_no_larger_than_its_size_and_keeps_the_order() throws Exception {
        List<String> keys = IntStream.range(0, 25).mapToObj(i -> "k" + i).toList();
        try (StreamStack stack = StreamStack.start(directory, "BatchSize: 10\nMaximumBatchingWindowInSeconds: 300")) {
            stack.put(keys.toArray(String[]::new));

            assertThat(StreamStack.nextInvocations(2)).containsExactly(keys.subList(0, 10), keys.subList(10, 20));
        }
        // The end does not wait for the window, and the next start has no window.
        try (StreamStack stack = StreamStack.start(directory, "")) {
            assertThat(StreamStack.nextKeys(5)).isEqualTo(keys.subList(20, 25));
            assertThat(stack.aws()).isNotNull();
        }
    }

    @Test
    void a_failed_batch_is_delivered_again_as_a_whole() throws Exception {
        AtomicBoolean isFirst = new AtomicBoolean(true);
        StreamHandler.respond(event -> {
            if (isFirst.getAndSet(false)) {
                throw new IllegalStateException("as asked");
            }
            return SUCCESS;
        });
        try (StreamStack stack = StreamStack.start(directory, "BatchSize: 2\nMaximumBatchingWindowInSeconds: 300")) {
            stack.put("a", "b", "c", "d");

            assertThat(StreamStack.nextInvocations(3))
                    .containsExactly(List.of("a", "b"), List.of("a", "b"), List.of("c", "d"));
        }
    }

    @Test
    void a_batch_is_retried_from_the_first_record_that_failed() throws Exception {
        AtomicInteger invocations = new AtomicInteger();
        StreamHandler.respond(event -> switch (invocations.getAndIncrement()) {
            case 0 -> StreamStack.failuresOf(event, "d", "c");
            case 1 -> StreamStack.failuresOf(event, "d");
            default -> StreamStack.failuresOf(event);
        });
        try (StreamStack stack =
                StreamStack.start(directory, "BatchSize: 4\nMaximumBatchingWindowInSeconds: 300\n" + REPORTING)) {
            stack.put("a", "b", "c", "d");

            assertThat(StreamStack.nextInvocations(3))
                    .containsExactly(List.of("a", "b", "c", "d"), List.of("c", "d"), List.of("d"));
        }
    }

    @Test
    void a_bad_record_is_isolated_by_bisection_and_reported_to_the_queue() throws Exception {
        StreamHandler.respond(event -> {
            if (StreamStack.keys(event).contains("bad")) {
                throw new IllegalStateException("as asked");
            }
            return SUCCESS;
        });
        try (StreamStack stack = StreamStack.start(directory, """
                BatchSize: 4
                MaximumBatchingWindowInSeconds: 300
                BisectBatchOnFunctionError: true
                MaximumRetryAttempts: 1
                DestinationConfig: {OnFailure: {Destination: !GetAtt Dropped.Arn}}""")) {
            stack.put("a", "bad", "c", "d", "e", "f", "g", "h");

            assertThat(StreamStack.nextInvocations(7))
                    .containsExactly(
                            List.of("a", "bad", "c", "d"),
                            List.of("a", "bad"),
                            List.of("a"),
                            List.of("bad"),
                            List.of("bad"),
                            List.of("c", "d"),
                            List.of("e", "f", "g", "h"));
            JsonNode dropped = new JsonMapper()
                    .readTree(stack.aws().sqs().messages(StreamStack.DROPPED).getFirst());
            assertThat(names(dropped))
                    .containsExactly("requestContext", "responseContext", "version", "timestamp", "DDBStreamBatchInfo");
            assertThat(dropped.at("/requestContext/condition").asText()).isEqualTo("RetryAttemptsExhausted");
            assertThat(dropped.at("/requestContext/approximateInvokeCount").asInt())
                    .isEqualTo(2);
            assertThat(dropped.at("/responseContext/functionError").asText()).isEqualTo("Unhandled");
            assertThat(dropped.at("/DDBStreamBatchInfo/batchSize").asInt()).isEqualTo(1);
            assertThat(dropped.at("/DDBStreamBatchInfo/startSequenceNumber").asText())
                    .matches("0*2")
                    .isEqualTo(
                            dropped.at("/DDBStreamBatchInfo/endSequenceNumber").asText());
        }
    }

    @Test
    void a_restart_continues_after_the_processed_records() throws Exception {
        CountDownLatch failing = new CountDownLatch(2);
        StreamHandler.respond(event -> {
            if (StreamStack.keys(event).contains("b")) {
                failing.countDown();
                throw new IllegalStateException("as asked");
            }
            return SUCCESS;
        });
        try (StreamStack stack = StreamStack.start(directory, "BatchSize: 1")) {
            stack.put("a", "b", "c");
            assertThat(failing.await(60, TimeUnit.SECONDS)).isTrue();
        }
        StreamHandler.respond(event -> SUCCESS);
        try (StreamStack stack = StreamStack.start(directory, "BatchSize: 1")) {
            stack.put("d");
            assertThat(StreamStack.nextKeys(3)).containsExactly("b", "c", "d");
        }
        StreamHandler.respond(event -> SUCCESS);
        try (StreamStack stack = StreamStack.start(directory, "BatchSize: 1")) {
            stack.put("e");
            assertThat(StreamStack.nextKeys(1)).containsExactly("e");
        }
    }

    @Test
    void a_damaged_file_of_positions_is_reported() throws Exception {
        Path file = Files.createDirectories(directory.resolve("data")).resolve("stream-positions.json");
        Files.writeString(file, "{\"things-WatchChanges\":");

        assertThatThrownBy(() -> StreamStack.start(directory, ""))
                .isInstanceOf(EmulatorException.class)
                .hasMessageContaining("is damaged: stream-positions.json is not valid. Delete the directory");
    }

    @Test
    void a_disabled_mapping_reads_nothing_until_it_is_enabled() throws Exception {
        try (StreamStack stack = StreamStack.start(directory, "Enabled: false")) {
            stack.put("a");
        }
        assertThat(StreamHandler.EVENTS).isEmpty();
        try (StreamStack stack = StreamStack.start(directory, "Enabled: true")) {
            stack.put("b");
            assertThat(StreamStack.nextKeys(2)).containsExactly("a", "b");
        }
    }

    @Test
    void records_of_a_split_shard_are_read_before_those_of_its_child() throws Exception {
        List<String> keys = IntStream.range(0, 6).mapToObj(i -> "k" + i).toList();
        try (StreamStack stack = StreamStack.start(directory, "BatchSize: 1")) {
            for (String key : keys) {
                stack.put(key);
                ShardRollover.roll(stack.aws());
            }
            assertThat(StreamStack.nextKeys(keys.size())).isEqualTo(keys);
            assertThat(shardCount(stack.aws())).isGreaterThan(1);
        }
        StreamHandler.respond(event -> SUCCESS);
        try (StreamStack stack = StreamStack.start(directory, "BatchSize: 1")) {
            stack.put("last");
            assertThat(StreamStack.nextKeys(1)).containsExactly("last");
        }
    }

    private static int shardCount(AwsEmulator aws) {
        try (var dynamoDb = SdkClients.dynamoDb(aws);
                var streams = SdkClients.streams(aws)) {
            String arn = dynamoDb.describeTable(request -> request.tableName(StreamStack.TABLE))
                    .table()
                    .latestStreamArn();
            return streams.describeStream(request -> request.streamArn(arn))
                    .streamDescription()
                    .shards()
                    .size();
        }
    }

    private static void assertChange(JsonNode change, String name, @Nullable String before, @Nullable String after) {
        assertThat(change.path("eventName").asText()).isEqualTo(name);
        assertThat(change.at("/dynamodb/Keys").toString()).isEqualTo("{\"pk\":{\"S\":\"a\"}}");
        assertThat(change.at("/dynamodb/OldImage/value/N").textValue()).isEqualTo(before);
        assertThat(change.at("/dynamodb/NewImage/value/N").textValue()).isEqualTo(after);
        assertThat(change.path("dynamodb").has("OldImage")).isEqualTo(before != null);
        assertThat(change.path("dynamodb").has("NewImage")).isEqualTo(after != null);
    }

    private static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }
}
