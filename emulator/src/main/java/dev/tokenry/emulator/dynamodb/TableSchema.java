package dev.tokenry.emulator.dynamodb;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The parts of a table that cannot be changed: its keys and each index. */
record TableSchema(List<Key> key, Map<String, Index> globalIndexes, Map<String, Index> localIndexes) {

    record Key(String attribute, String role, String type) {}

    record Index(List<Key> key, String projection, Set<String> attributes) {}

    static TableSchema of(CreateTableRequest table) {
        SchemaReader reader = SchemaReader.of(table.attributeDefinitions());
        return new TableSchema(
                reader.key(table.keySchema()),
                reader.indexes(
                        table.globalSecondaryIndexes(),
                        GlobalSecondaryIndex::indexName,
                        GlobalSecondaryIndex::keySchema,
                        GlobalSecondaryIndex::projection),
                reader.indexes(
                        table.localSecondaryIndexes(),
                        LocalSecondaryIndex::indexName,
                        LocalSecondaryIndex::keySchema,
                        LocalSecondaryIndex::projection));
    }

    static TableSchema of(TableDescription table) {
        SchemaReader reader = SchemaReader.of(table.attributeDefinitions());
        return new TableSchema(
                reader.key(table.keySchema()),
                reader.indexes(
                        table.globalSecondaryIndexes(),
                        GlobalSecondaryIndexDescription::indexName,
                        GlobalSecondaryIndexDescription::keySchema,
                        GlobalSecondaryIndexDescription::projection),
                reader.indexes(
                        table.localSecondaryIndexes(),
                        LocalSecondaryIndexDescription::indexName,
                        LocalSecondaryIndexDescription::keySchema,
                        LocalSecondaryIndexDescription::projection));
    }

    /** Returns whether the other table can become this one by adding global indexes. */
    boolean isCompatibleWith(TableSchema other) {
        return key.equals(other.key)
                && localIndexes.equals(other.localIndexes)
                && globalIndexes.entrySet().containsAll(other.globalIndexes.entrySet());
    }

    /** Requests and descriptions contain the same parts of an index but have no common type. */
    private record SchemaReader(Map<String, String> types) {

        static SchemaReader of(List<AttributeDefinition> attributes) {
            return new SchemaReader(attributes.stream()
                    .collect(Collectors.toMap(
                            AttributeDefinition::attributeName, AttributeDefinition::attributeTypeAsString)));
        }

        <T> Map<String, Index> indexes(
                List<T> all,
                Function<T, String> name,
                Function<T, List<KeySchemaElement>> key,
                Function<T, Projection> projection) {
            return all.stream()
                    .collect(Collectors.toMap(name, index -> index(key.apply(index), projection.apply(index))));
        }

        List<Key> key(List<KeySchemaElement> schema) {
            return schema.stream()
                    .map(part -> new Key(
                            part.attributeName(),
                            part.keyTypeAsString(),
                            types.getOrDefault(part.attributeName(), "undefined")))
                    .toList();
        }

        private Index index(List<KeySchemaElement> schema, Projection projection) {
            return new Index(
                    key(schema), projection.projectionTypeAsString(), Set.copyOf(projection.nonKeyAttributes()));
        }
    }
}
