package dev.tokenry.emulator.eventsource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.emulator.AwsEmulator;
import dev.tokenry.emulator.CloseableRegistry;
import dev.tokenry.emulator.EmulatedAccount;
import dev.tokenry.emulator.EmulatedStack;
import dev.tokenry.emulator.EmulatorOptions;
import dev.tokenry.emulator.SdkClients;
import dev.tokenry.emulator.StackSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A stack with a table and a function that receives its changes. */
final class StreamStack implements AutoCloseable {

    static final String TABLE = "local-things-Things";
    static final String DROPPED = "arn:aws:sqs:eu-central-1:000000000000:local-things-Dropped";

    private static final String TEMPLATE = """
            Resources:
              Things:
                Type: AWS::DynamoDB::Table
                Properties:
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
                  KeySchema: [{AttributeName: pk, KeyType: HASH}]
                  TimeToLiveSpecification: {AttributeName: purgeAt, Enabled: true}
                  StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
              Dropped:
                Type: AWS::SQS::Queue
              Watch:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: java25
                  Handler: %s
                  Timeout: 60
                  Events:
                    Changes:
                      Type: DynamoDB
                      Properties:
                        Stream: !GetAtt Things.StreamArn
                        StartingPosition: TRIM_HORIZON
                        %s
            """;

    private final CloseableRegistry resources = new CloseableRegistry();
    private final AwsEmulator aws;
    private final DynamoDbClient dynamoDb;

    private StreamStack(Path directory, Class<?> handler, String mapping) throws IOException {
        Path template = Files.createDirectories(directory).resolve("things.yaml");
        Files.writeString(
                template, TEMPLATE.formatted(handler.getName(), mapping.replace("\n", "\n" + " ".repeat(12))));
        aws = resources.add(AwsEmulator.start(directory.resolve("data"), EmulatorOptions.DEFAULT));
        dynamoDb = resources.add(SdkClients.dynamoDb(aws));
        EmulatedStack.start(new EmulatedAccount(aws, resources, 0), StackSource.of(template), Map.of());
    }

    /** @param mapping more properties of the mapping */
    static StreamStack start(Path directory, String mapping) throws IOException {
        return start(directory, StreamHandler.class, mapping);
    }

    static StreamStack start(Path directory, Class<?> handler, String mapping) throws IOException {
        return new StreamStack(directory, handler, mapping);
    }

    DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    AwsEmulator aws() {
        return aws;
    }

    void put(String key, AttributeValue value) {
        dynamoDb.putItem(
                request -> request.tableName(TABLE).item(Map.of("pk", AttributeValue.fromS(key), "value", value)));
    }

    /** Puts items whose keys are these. */
    void put(String... keys) {
        for (String key : keys) {
            put(key, AttributeValue.fromBool(true));
        }
    }

    void delete(String key) {
        dynamoDb.deleteItem(request -> request.tableName(TABLE).key(Map.of("pk", AttributeValue.fromS(key))));
    }

    /** Returns the keys of the next invocations until they are as many. */
    static List<List<String>> nextInvocations(int count) throws InterruptedException {
        List<List<String>> result = new ArrayList<>();
        while (result.size() < count) {
            result.add(keys(nextEvent()));
        }
        return result;
    }

    /** Returns the keys of the next records, in however many invocations. */
    static List<String> nextKeys(int count) throws InterruptedException {
        List<String> result = new ArrayList<>();
        while (result.size() < count) {
            result.addAll(keys(nextEvent()));
        }
        return result;
    }

    static JsonNode nextEvent() throws InterruptedException {
        return Objects.requireNonNull(StreamHandler.EVENTS.poll(60, TimeUnit.SECONDS), "no invocation");
    }

    static List<String> keys(JsonNode event) {
        return event.path("Records")
                .valueStream()
                .map(each -> each.at("/dynamodb/Keys/pk/S").asText())
                .toList();
    }

    /** Returns a response that names the records with these keys. */
    static String failuresOf(JsonNode event, String... failed) {
        List<String> items = new ArrayList<>();
        for (JsonNode each : event.path("Records")) {
            if (List.of(failed).contains(each.at("/dynamodb/Keys/pk/S").asText())) {
                items.add("{\"itemIdentifier\":\""
                        + each.at("/dynamodb/SequenceNumber").asText() + "\"}");
            }
        }
        return "{\"batchItemFailures\":[" + String.join(",", items) + "]}";
    }

    @Override
    public void close() {
        resources.close();
    }
}
