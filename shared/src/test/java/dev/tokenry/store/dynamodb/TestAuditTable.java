package dev.tokenry.store.dynamodb;

import dev.tokenry.aws.AwsHttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A new, empty table of audit events. */
public final class TestAuditTable {

    public static final Duration RETENTION = Duration.ofDays(400);

    private static final DynamoDbClient CLIENT =
            TestTable.clientBuilder().httpClient(AwsHttpClient.create()).build();

    private final String name = "audit-" + UUID.randomUUID();

    public TestAuditTable() {
        CLIENT.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(Stream.of("pk", "sk", "day", "actor")
                        .map(attribute -> AttributeDefinition.builder()
                                .attributeName(attribute)
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .toList())
                .keySchema(key("pk"))
                .globalSecondaryIndexes(index("byDay", "day"), index("byActor", "actor")));
    }

    public String name() {
        return name;
    }

    public DynamoAuditEventStore store(InstantSource clock) {
        return store(CLIENT, clock);
    }

    public DynamoAuditEventStore store(DynamoDbClient client, InstantSource clock) {
        return new DynamoAuditEventStore(client, name, RETENTION, clock);
    }

    /** Removes an attribute from all items. */
    void damage(String attribute) {
        items().forEach(item -> CLIENT.updateItem(update -> update.tableName(name)
                .key(Map.of("pk", item.get("pk"), "sk", item.get("sk")))
                .updateExpression("REMOVE #attribute")
                .expressionAttributeNames(Map.of("#attribute", attribute))));
    }

    /** Returns all items. */
    public List<Map<String, AttributeValue>> items() {
        return CLIENT.scan(scan -> scan.tableName(name).consistentRead(true)).items();
    }

    private static GlobalSecondaryIndex index(String name, String partition) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(key(partition))
                .projection(projection -> projection.projectionType(ProjectionType.ALL))
                .build();
    }

    private static List<KeySchemaElement> key(String partition) {
        return List.of(element(partition, KeyType.HASH), element("sk", KeyType.RANGE));
    }

    private static KeySchemaElement element(String attribute, KeyType type) {
        return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
    }
}
