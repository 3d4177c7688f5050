package dev.tokenry.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.emulator.dynamodb.CountingDynamoDbProxy.DynamoDbExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The units that a request needs of one partition key.
 *
 * @param place {@code table}, or the name of an index
 * @param key the key, in which {@code {token}}, {@code {owner}} and {@code {project}} stand for those of a token
 */
record KeyUse(String place, String key, double reads, double writes) {

    static final String TABLE = "table";

    /** The attribute that is the partition key of an index, by the placeholder of its value. */
    private static final Map<String, String> KEY_OF_INDEX =
            Map.of("all", "token", "byOwner", "{owner}", "byProject", "{project}");

    /** Returns what a real request needs; the names of its token are replaced with placeholders. */
    static List<KeyUse> of(DynamoDbExchange exchange, Map<String, String> placeholders) {
        boolean write = CapacitySection.isWrite(exchange.call());
        List<String> keys = keys(exchange.request());
        double least = write || exchange.call().consistent() ? 1 : 0.5;
        List<KeyUse> uses = new ArrayList<>();
        for (String key : keys) {
            // DynamoDB counts a unit for a key without an item, DynamoDB Local does not.
            double units = Math.max(least, exchange.call().tableUnits() / keys.size());
            uses.add(use(TABLE, placeholders.getOrDefault(key, key), units, write));
        }
        exchange.consumed().path("GlobalSecondaryIndexes").properties().forEach(index -> {
            String key = KEY_OF_INDEX.get(index.getKey());
            if (key == null) {
                throw new IllegalStateException("The key of this index is not known: " + index.getKey());
            }
            uses.add(use(
                    index.getKey(), key, index.getValue().path("CapacityUnits").asDouble(), write));
        });
        return uses;
    }

    private static KeyUse use(String place, String key, double units, boolean write) {
        return new KeyUse(place, key, write ? 0 : units, write ? units : 0);
    }

    /** Returns the partition keys of the table that a request names. A query of an index names none. */
    private static List<String> keys(JsonNode request) {
        Stream<JsonNode> batch = request.path("RequestItems")
                .valueStream()
                .flatMap(items -> items.path("Keys").valueStream());
        Stream<JsonNode> transaction = request.path("TransactItems")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .flatMap(action -> Stream.of(action.path("Key"), action.path("Item")));
        Stream<JsonNode> single = Stream.of(request.path("Key"), request.path("Item"));
        return Stream.of(batch, transaction, single)
                .flatMap(each -> each)
                .map(key -> key.at("/pk/S"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }
}
