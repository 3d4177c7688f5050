package dev.tokenry.authorizer.aws;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tokenry.authorizer.json.JsonStreams;
import dev.tokenry.store.dynamodb.Attribute;
import dev.tokenry.store.dynamodb.ItemTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses the bodies of responses of a table. */
final class DynamoResponses {

    private DynamoResponses() {}

    /**
     * The result of a {@code BatchGetItem}.
     *
     * @param items the items that were read, by their keys
     * @param unprocessedKeys the keys that were not read
     */
    record Batch(Map<String, Map<String, Attribute>> items, List<String> unprocessedKeys) {}

    /**
     * Parses the response of a {@code GetItem}.
     *
     * @throws IOException if it is not valid, or an error: then the item is not known to be absent
     */
    static Optional<Map<String, Attribute>> item(byte[] body) throws IOException {
        try (JsonParser json = open(body)) {
            Optional<Map<String, Attribute>> item = Optional.empty();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                if (name.equals("Item")) {
                    item = Optional.of(AttributeJson.readItem(json));
                } else if (name.equals(ServiceError.TYPE)) {
                    throw new IOException("The response is an error in spite of its status");
                } else {
                    json.skipChildren();
                }
            }
            requireEnd(json);
            return item;
        }
    }

    /**
     * Parses the response of a {@code BatchGetItem} for one table.
     *
     * @throws IOException if it is not valid, or does not contain {@code Responses}: then no item is known to be absent
     */
    static Batch batch(byte[] body) throws IOException {
        try (JsonParser json = open(body)) {
            boolean complete = false;
            Map<String, Map<String, Attribute>> items = new HashMap<>();
            List<String> unprocessed = new ArrayList<>();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                switch (name) {
                    case "Responses" -> {
                        readItems(json, items);
                        complete = true;
                    }
                    case "UnprocessedKeys" -> readUnprocessed(json, unprocessed);
                    default -> json.skipChildren();
                }
            }
            requireEnd(json);
            if (!complete) {
                throw new IOException("The response has no items");
            }
            return new Batch(items, unprocessed);
        }
    }

    private static JsonParser open(byte[] body) throws IOException {
        JsonParser json = JsonStreams.FACTORY.createParser(body);
        json.nextToken();
        AttributeJson.require(json, JsonToken.START_OBJECT);
        return json;
    }

    /**
     * Requires that the object and the body have ended: {@code nextFieldName} also returns null at a token that is no
     * name.
     */
    private static void requireEnd(JsonParser json) throws IOException {
        AttributeJson.require(json, JsonToken.END_OBJECT);
        if (json.nextToken() != null) {
            throw new IOException("The response goes on after its object");
        }
    }

    private static void readItems(JsonParser json, Map<String, Map<String, Attribute>> items) throws IOException {
        AttributeJson.require(json, JsonToken.START_OBJECT);
        for (String table = json.nextFieldName(); table != null; table = json.nextFieldName()) {
            json.nextToken();
            AttributeJson.require(json, JsonToken.START_ARRAY);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                Map<String, Attribute> item = AttributeJson.readItem(json);
                items.put(keyOf(item), item);
            }
        }
    }

    private static void readUnprocessed(JsonParser json, List<String> keys) throws IOException {
        AttributeJson.require(json, JsonToken.START_OBJECT);
        for (String table = json.nextFieldName(); table != null; table = json.nextFieldName()) {
            json.nextToken();
            AttributeJson.require(json, JsonToken.START_OBJECT);
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                if (name.equals("Keys")) {
                    AttributeJson.require(json, JsonToken.START_ARRAY);
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        keys.add(keyOf(AttributeJson.readItem(json)));
                    }
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private static String keyOf(Map<String, Attribute> item) throws IOException {
        Attribute key = item.get(ItemTable.KEY);
        if (key == null || !key.is(Attribute.Type.S)) {
            throw new IOException("An item has no key");
        }
        return key.s();
    }
}
