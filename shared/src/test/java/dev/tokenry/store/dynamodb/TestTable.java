package dev.tokenry.store.dynamodb;

import dev.tokenry.aws.AwsHttpClient;
import dev.tokenry.backend.AwsService;
import dev.tokenry.backend.TestBackend;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.SampleTokens;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * A new, empty table of the {@link TestBackend} with the schema of the product, and a client that reads its items
 * directly.
 */
public final class TestTable {

    static final Duration RETENTION = Duration.ofDays(90);

    public static final InstantSource CLOCK = InstantSource.fixed(SampleTokens.NOW);
    private static final int MAX_ITEMS_PER_BATCH = 25;
    private static final DynamoDbClient SHARED_CLIENT =
            clientBuilder().httpClient(AwsHttpClient.create()).build();

    private final String name = "tokens-" + UUID.randomUUID();

    public TestTable() {
        SHARED_CLIENT.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(Stream.of("pk", "kind", "owner", "project", "createdKey")
                        .map(attribute -> AttributeDefinition.builder()
                                .attributeName(attribute)
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .toList())
                .keySchema(key("pk", KeyType.HASH))
                .globalSecondaryIndexes(
                        index("all", "kind"), index("byOwner", "owner"), index("byProject", "project")));
    }

    public static DynamoDbClientBuilder clientBuilder() {
        return TestBackend.current().configure(DynamoDbClient.builder(), AwsService.DYNAMODB);
    }

    public String name() {
        return name;
    }

    DynamoDbClient client() {
        return SHARED_CLIENT;
    }

    /** Returns a token store whose client has the default timeouts of the SDK, for tests on a busy machine. */
    DynamoTokenStore store() {
        return store(SHARED_CLIENT);
    }

    public DynamoTokenStore store(DynamoDbClient client) {
        return store(client, false);
    }

    DynamoTokenStore store(DynamoDbClient client, boolean uniqueNames) {
        return new DynamoTokenStore(client, name, RETENTION, CLOCK, new SecureRandom(), () -> uniqueNames);
    }

    public DynamoIdempotencyStore idempotencyStore(DynamoDbClient client, boolean uniqueNames) {
        return new DynamoIdempotencyStore(client, name, RETENTION, CLOCK, new SecureRandom(), () -> uniqueNames);
    }

    public Map<String, AttributeValue> item(TokenId id) {
        return item(id.value());
    }

    /** Returns the item of a key of any type, without attributes if there is none. */
    public Map<String, AttributeValue> item(String key) {
        return SHARED_CLIENT
                .getItem(get -> get.tableName(name)
                        .key(Map.of("pk", AttributeValue.fromS(key)))
                        .consistentRead(true))
                .item();
    }

    /** Returns the keys of all items. */
    Set<String> keys() {
        return SHARED_CLIENT.scan(scan -> scan.tableName(name).consistentRead(true)).items().stream()
                .map(item -> item.get("pk").s())
                .collect(Collectors.toSet());
    }

    DynamoTokenQueryStore queryStore() {
        return queryStore(SHARED_CLIENT);
    }

    public DynamoTokenQueryStore queryStore(DynamoDbClient client) {
        return new DynamoTokenQueryStore(client, name, new SecureRandom());
    }

    /** Writes items unchanged, in batches. */
    public void load(List<Map<String, AttributeValue>> items) {
        for (int from = 0; from < items.size(); from += MAX_ITEMS_PER_BATCH) {
            List<WriteRequest> chunk = items.subList(from, Math.min(from + MAX_ITEMS_PER_BATCH, items.size())).stream()
                    .map(item -> WriteRequest.builder()
                            .putRequest(put -> put.item(item))
                            .build())
                    .toList();
            SHARED_CLIENT.batchWriteItem(batch -> batch.requestItems(Map.of(name, chunk)));
        }
    }

    void set(TokenId id, String attribute, AttributeValue value) {
        set(id.value(), attribute, value);
    }

    void set(String key, String attribute, AttributeValue value) {
        SHARED_CLIENT.updateItem(update -> update.tableName(name)
                .key(SdkItems.toSdk(DynamoTable.key(key)))
                .updateExpression("SET #attribute = :value")
                .expressionAttributeNames(Map.of("#attribute", attribute))
                .expressionAttributeValues(Map.of(":value", value)));
    }

    void remove(TokenId id, String attribute) {
        remove(id.value(), attribute);
    }

    void remove(String key, String attribute) {
        SHARED_CLIENT.updateItem(update -> update.tableName(name)
                .key(SdkItems.toSdk(DynamoTable.key(key)))
                .updateExpression("REMOVE #attribute")
                .expressionAttributeNames(Map.of("#attribute", attribute)));
    }

    void delete(TokenId id) {
        SHARED_CLIENT.deleteItem(delete -> delete.tableName(name).key(SdkItems.toSdk(DynamoTable.key(id.value()))));
    }

    private static GlobalSecondaryIndex index(String name, String partition) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(key(partition, KeyType.HASH), key("createdKey", KeyType.RANGE))
                .projection(projection -> projection
                        .projectionType(ProjectionType.INCLUDE)
                        .nonKeyAttributes(Stream.of(
                                        "name",
                                        "enabled",
                                        "owner",
                                        "ownerName",
                                        "userId",
                                        "project",
                                        "createdBy",
                                        "expiresAt",
                                        "modifiedAt",
                                        "personal",
                                        "scopes",
                                        "flags",
                                        "trust")
                                .filter(attribute -> !attribute.equals(partition))
                                .toList()))
                .build();
    }

    private static KeySchemaElement key(String attribute, KeyType type) {
        return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
    }
}
