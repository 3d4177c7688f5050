package dev.tokenry.authorizer.aws;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tokenry.authorizer.json.JsonStreams;
import dev.tokenry.store.dynamodb.Attribute;
import dev.tokenry.store.dynamodb.ConditionalUpdate;
import dev.tokenry.store.dynamodb.ItemTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;

/**
 * Bodies of requests to a table.
 *
 * @param table the name of the table
 */
record DynamoRequests(String table) {

    /** Returns a strongly consistent {@code GetItem}. */
    byte[] getItem(String key) {
        return new JsonBody() {
            @Override
            void write(JsonGenerator json) throws IOException {
                writeTableAndKey(json, key);
                json.writeBooleanField("ConsistentRead", true);
            }
        }.toByteArray();
    }

    /** Returns a strongly consistent {@code BatchGetItem}. */
    byte[] batchGetItem(Collection<String> keys) {
        return new JsonBody() {
            @Override
            void write(JsonGenerator json) throws IOException {
                json.writeObjectFieldStart("RequestItems");
                json.writeObjectFieldStart(table);
                json.writeArrayFieldStart("Keys");
                for (String key : keys) {
                    AttributeJson.writeItem(json, keyOf(key));
                }
                json.writeEndArray();
                json.writeBooleanField("ConsistentRead", true);
                json.writeEndObject();
                json.writeEndObject();
            }
        }.toByteArray();
    }

    byte[] updateItem(String key, ConditionalUpdate update) {
        return new JsonBody() {
            @Override
            void write(JsonGenerator json) throws IOException {
                writeTableAndKey(json, key);
                json.writeStringField("UpdateExpression", update.updateExpression());
                json.writeStringField("ConditionExpression", update.conditionExpression());
                json.writeObjectFieldStart("ExpressionAttributeNames");
                for (Map.Entry<String, String> name : update.names().entrySet()) {
                    json.writeStringField(name.getKey(), name.getValue());
                }
                json.writeEndObject();
                json.writeFieldName("ExpressionAttributeValues");
                AttributeJson.writeItem(json, update.values());
            }
        }.toByteArray();
    }

    private void writeTableAndKey(JsonGenerator json, String key) throws IOException {
        json.writeStringField("TableName", table);
        json.writeFieldName("Key");
        AttributeJson.writeItem(json, keyOf(key));
    }

    private static Map<String, Attribute> keyOf(String key) {
        return Map.of(ItemTable.KEY, Attribute.fromS(key));
    }

    /** An object whose fields a subclass writes. */
    private abstract static class JsonBody {

        abstract void write(JsonGenerator json) throws IOException;

        byte[] toByteArray() {
            ByteArrayOutputStream body = new ByteArrayOutputStream(512);
            try (JsonGenerator json = JsonStreams.FACTORY.createGenerator(body)) {
                json.writeStartObject();
                write(json);
                json.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return body.toByteArray();
        }
    }
}
