package dev.tokenry.emulator.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.emulator.AwsEmulator;
import dev.tokenry.emulator.SdkClients;
import dev.tokenry.emulator.io.EmulatorException;
import dev.tokenry.emulator.io.PhysicalResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

class DynamoDbEmulatorTest {

    private static final String TABLE = "AWS::DynamoDB::Table";

    @TempDir
    Path directory;

    @Test
    void a_table_has_the_keys_indexes_and_time_to_live_of_its_properties() {
        try (AwsEmulator aws = AwsEmulator.start(directory);
                DynamoDbClient dynamoDb = SdkClients.dynamoDb(aws)) {
            PhysicalResource table = aws.create("Tokens", TABLE, properties("all", "byOwner", "byProject"));

            assertThat(table.ref()).isEqualTo("local-Tokens");
            assertThat(table.attributes())
                    .containsEntry("Arn", "arn:aws:dynamodb:eu-central-1:000000000000:table/local-Tokens")
                    .containsKey("StreamArn");
            var description = dynamoDb.describeTable(request -> request.tableName(table.ref()))
                    .table();
            assertThat(description.globalSecondaryIndexes())
                    .extracting(GlobalSecondaryIndexDescription::indexName)
                    .containsExactlyInAnyOrder("all", "byOwner", "byProject");
            assertThat(description.globalSecondaryIndexes()).allSatisfy(index -> {
                assertThat(index.projection().projectionType()).isEqualTo(ProjectionType.INCLUDE);
                assertThat(index.projection().nonKeyAttributes()).containsExactly("name");
            });
            var timeToLive = dynamoDb.describeTimeToLive(request -> request.tableName(table.ref()))
                    .timeToLiveDescription();
            assertThat(timeToLive.attributeName()).isEqualTo("purgeAt");
            assertThat(timeToLive.timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED);
        }
    }

    @Test
    void the_table_and_its_items_survive_a_restart() {
        Map<String, AttributeValue> item = Map.of("pk", AttributeValue.fromS("one"));
        try (AwsEmulator aws = AwsEmulator.start(directory);
                DynamoDbClient dynamoDb = SdkClients.dynamoDb(aws)) {
            String table = aws.create("Tokens", TABLE, properties("all")).ref();
            dynamoDb.putItem(request -> request.tableName(table).item(item));
        }
        try (AwsEmulator aws = AwsEmulator.start(directory);
                DynamoDbClient dynamoDb = SdkClients.dynamoDb(aws)) {
            String table = aws.create("Tokens", TABLE, properties("all")).ref();
            assertThat(dynamoDb.getItem(request -> request.tableName(table).key(item))
                            .item())
                    .isEqualTo(item);
        }
    }

    @Test
    void the_table_name_property_overrides_the_default_name() {
        try (AwsEmulator aws = AwsEmulator.start(directory)) {
            Map<String, Object> named = new HashMap<>(properties("all"));
            named.put("TableName", "my-table");
            assertThat(aws.create("Tokens", TABLE, named).ref()).isEqualTo("my-table");
        }
    }

    @Test
    void an_existing_table_is_reused_and_new_indexes_are_added() {
        try (AwsEmulator aws = AwsEmulator.start(directory);
                DynamoDbClient dynamoDb = SdkClients.dynamoDb(aws)) {
            PhysicalResource first = aws.create("Tokens", TABLE, properties("all"));
            assertThat(aws.create("Tokens", TABLE, properties("all"))).isEqualTo(first);

            aws.create("Tokens", TABLE, properties("all", "byOwner", "byProject"));
            assertThat(dynamoDb.describeTable(request -> request.tableName(first.ref()))
                            .table()
                            .globalSecondaryIndexes())
                    .extracting(GlobalSecondaryIndexDescription::indexName)
                    .containsExactlyInAnyOrder("all", "byOwner", "byProject");
        }
    }

    @Test
    void the_stream_of_an_existing_table_becomes_that_of_the_template() {
        try (AwsEmulator aws = AwsEmulator.start(directory);
                DynamoDbClient dynamoDb = SdkClients.dynamoDb(aws)) {
            Map<String, Object> without = new HashMap<>(properties("all"));
            without.remove("StreamSpecification");
            assertThat(aws.create("Tokens", TABLE, without).attributes()).doesNotContainKey("StreamArn");

            PhysicalResource keys = aws.create("Tokens", TABLE, properties("all"));
            assertThat(viewOf(dynamoDb, keys)).isEqualTo(StreamViewType.KEYS_ONLY);
            assertThat(aws.create("Tokens", TABLE, properties("all"))).isEqualTo(keys);

            Map<String, Object> images = new HashMap<>(properties("all"));
            images.put("StreamSpecification", Map.of("StreamViewType", "NEW_AND_OLD_IMAGES"));
            PhysicalResource both = aws.create("Tokens", TABLE, images);
            assertThat(viewOf(dynamoDb, both)).isEqualTo(StreamViewType.NEW_AND_OLD_IMAGES);
            assertThat(both.attributes().get("StreamArn"))
                    .isNotEqualTo(keys.attributes().get("StreamArn"));

            aws.create("Tokens", TABLE, without);
            assertThat(dynamoDb.describeTable(request -> request.tableName(both.ref()))
                            .table()
                            .streamSpecification())
                    .isNull();
        }
    }

    private static StreamViewType viewOf(DynamoDbClient dynamoDb, PhysicalResource table) {
        return dynamoDb.describeTable(request -> request.tableName(table.ref()))
                .table()
                .streamSpecification()
                .streamViewType();
    }

    @Test
    void an_incompatible_existing_table_is_rejected_with_a_clear_message() {
        try (AwsEmulator aws = AwsEmulator.start(directory)) {
            aws.create("Tokens", TABLE, properties("all", "byOwner"));

            assertThatThrownBy(() -> aws.create("Tokens", TABLE, properties("all")))
                    .isInstanceOf(EmulatorException.class)
                    .hasMessage("The table local-Tokens of an earlier run has other keys or indexes than the"
                            + " template. Delete the directory to start with empty data.");
            Map<String, Object> otherKey = new HashMap<>(properties("all", "byOwner"));
            otherKey.put("KeySchema", List.of(Map.of("AttributeName", "createdKey", "KeyType", "HASH")));
            assertThatThrownBy(() -> aws.create("Tokens", TABLE, otherKey)).isInstanceOf(EmulatorException.class);
        }
    }

    @Test
    void an_unknown_property_is_named_in_the_error() {
        try (AwsEmulator aws = AwsEmulator.start(directory)) {
            Map<String, Object> misspelt = new HashMap<>(properties("all"));
            misspelt.put("KeySchemas", List.of());
            assertThatThrownBy(() -> aws.create("Tokens", TABLE, misspelt))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Tokens (AWS::DynamoDB::Table): No such property: KeySchemas");
        }
    }

    @Test
    void a_missing_table_throws_resource_not_found() {
        try (AwsEmulator aws = AwsEmulator.start(directory);
                DynamoDbClient dynamoDb = SdkClients.dynamoDb(aws)) {
            assertThatThrownBy(() -> dynamoDb.describeTable(request -> request.tableName("absent")))
                    .isInstanceOf(ResourceNotFoundException.class);
        }
    }

    @Test
    @Timeout(30)
    void a_file_that_is_not_a_database_is_reported_as_damaged() throws IOException {
        Path database = Files.createDirectories(directory.resolve("dynamodb")).resolve("shared-local-instance.db");
        Files.writeString(database, "garbage ".repeat(1000));

        assertThatThrownBy(() -> AwsEmulator.start(directory))
                .isInstanceOf(EmulatorException.class)
                .hasMessage("The data in " + directory + " is damaged: shared-local-instance.db is not a database."
                        + " Delete the directory to start with empty data.");
    }

    @Test
    @Timeout(30)
    void a_database_with_damaged_content_is_reported_as_damaged() throws IOException {
        try (AwsEmulator aws = AwsEmulator.start(directory)) {
            aws.create("Tokens", TABLE, properties("all"));
        }
        Path database = directory.resolve("dynamodb/shared-local-instance.db");
        byte[] content = Files.readAllBytes(database);
        Arrays.fill(content, 100, content.length, (byte) 'x');
        Files.write(database, content);

        assertThatThrownBy(() -> AwsEmulator.start(directory))
                .isInstanceOf(EmulatorException.class)
                .hasMessageStartingWith("The data in " + directory + " is damaged: ");
        assertThatThrownBy(() -> AwsEmulator.start(directory))
                .as("the directory is unlocked")
                .hasMessageContaining("is damaged");
    }

    @Test
    @Timeout(30)
    void a_database_with_one_damaged_page_is_reported_as_damaged() throws IOException {
        try (AwsEmulator aws = AwsEmulator.start(directory);
                DynamoDbClient dynamoDb = SdkClients.dynamoDb(aws)) {
            String table = aws.create("Tokens", TABLE, properties("all")).ref();
            for (int i = 0; i < 50; i++) {
                AttributeValue key = AttributeValue.fromS("a rather long key so that pages fill, number " + i);
                dynamoDb.putItem(request -> request.tableName(table).item(Map.of("pk", key)));
            }
        }
        Path database = directory.resolve("dynamodb/shared-local-instance.db");
        byte[] content = Files.readAllBytes(database);
        int page = ((content[16] & 0xff) << 8) | (content[17] & 0xff);
        Arrays.fill(content, content.length - page, content.length, (byte) 'x');
        Files.write(database, content);

        assertThatThrownBy(() -> AwsEmulator.start(directory))
                .isInstanceOf(EmulatorException.class)
                .hasMessageContainingAll("is damaged: shared-local-instance.db", "Delete the directory");
    }

    private static Map<String, Object> properties(String... indexes) {
        List<Map<String, String>> attributes = new ArrayList<>(List.of(attribute("pk"), attribute("createdKey")));
        List<Map<String, Object>> globalIndexes = new ArrayList<>();
        for (String index : indexes) {
            attributes.add(attribute(index + "Hash"));
            globalIndexes.add(Map.of(
                    "IndexName",
                    index,
                    "KeySchema",
                    List.of(
                            Map.of("AttributeName", index + "Hash", "KeyType", "HASH"),
                            Map.of("AttributeName", "createdKey", "KeyType", "RANGE")),
                    "Projection",
                    Map.of("ProjectionType", "INCLUDE", "NonKeyAttributes", List.of("name"))));
        }
        return Map.of(
                "BillingMode", "PAY_PER_REQUEST",
                "AttributeDefinitions", attributes,
                "KeySchema", List.of(Map.of("AttributeName", "pk", "KeyType", "HASH")),
                "GlobalSecondaryIndexes", globalIndexes,
                "TimeToLiveSpecification", Map.of("AttributeName", "purgeAt", "Enabled", "true"),
                "StreamSpecification", Map.of("StreamViewType", "KEYS_ONLY"),
                "PointInTimeRecoverySpecification", Map.of("PointInTimeRecoveryEnabled", true),
                "SSESpecification", Map.of("SSEEnabled", true),
                "DeletionProtectionEnabled", true,
                "Tags", List.of(Map.of("Key", "a", "Value", "b")));
    }

    private static Map<String, String> attribute(String name) {
        return Map.of("AttributeName", name, "AttributeType", "S");
    }
}
