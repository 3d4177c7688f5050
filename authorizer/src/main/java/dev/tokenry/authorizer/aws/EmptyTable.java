package dev.tokenry.authorizer.aws;

import dev.tokenry.store.dynamodb.Attribute;
import dev.tokenry.store.dynamodb.ConditionalUpdate;
import dev.tokenry.store.dynamodb.ItemTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table without items. Requests are written and not sent. */
final class EmptyTable implements ItemTable {

    private final DynamoRequests requests = new DynamoRequests("empty");

    @Override
    public Optional<Map<String, Attribute>> getItem(String key) {
        byte[] _ = requests.getItem(key);
        try {
            return DynamoResponses.item(utf8("{}"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, Map<String, Attribute>> getTogether(List<String> keys) {
        byte[] _ = requests.batchGetItem(keys);
        try {
            return DynamoResponses.batch(utf8("{\"Responses\":{\"empty\":[]},\"UnprocessedKeys\":{}}"))
                    .items();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean updateIdempotent(String key, ConditionalUpdate update) {
        byte[] _ = requests.updateItem(key, update);
        return false;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
