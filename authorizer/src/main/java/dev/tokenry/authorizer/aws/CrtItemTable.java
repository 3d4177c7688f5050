package dev.tokenry.authorizer.aws;

import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.store.dynamodb.Attribute;
import dev.tokenry.store.dynamodb.ConditionalUpdate;
import dev.tokenry.store.dynamodb.ItemTable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls DynamoDB with the CRT. */
final class CrtItemTable implements ItemTable {

    private static final int MAX_BATCHES = 2;

    private final AwsJsonClient dynamo;
    private final DynamoRequests requests;

    CrtItemTable(AwsJsonClient dynamo, String table) {
        this.dynamo = dynamo;
        this.requests = new DynamoRequests(table);
    }

    @Override
    public Optional<Map<String, Attribute>> getItem(String key) {
        try {
            return DynamoResponses.item(call("GetItem", requests.getItem(key)));
        } catch (IOException e) {
            throw invalid(e);
        }
    }

    @Override
    public Map<String, Map<String, Attribute>> getTogether(List<String> keys) {
        Map<String, Map<String, Attribute>> items = new HashMap<>();
        List<String> unprocessed = keys;
        for (int batch = 1; !unprocessed.isEmpty(); batch++) {
            if (batch > MAX_BATCHES) {
                throw new ServiceUnavailableException("DynamoDB returned only some of the requested items");
            }
            // DynamoDB leaves keys unprocessed when throughput is exceeded: an immediate retry would add to the load.
            dynamo.pauseBefore(batch);
            try {
                DynamoResponses.Batch result =
                        DynamoResponses.batch(call("BatchGetItem", requests.batchGetItem(unprocessed)));
                items.putAll(result.items());
                unprocessed = result.unprocessedKeys();
            } catch (IOException e) {
                throw invalid(e);
            }
        }
        return items;
    }

    @Override
    public boolean updateIdempotent(String key, ConditionalUpdate update) {
        try {
            dynamo.call("UpdateItem", requests.updateItem(key, update));
            return true;
        } catch (ServiceErrorException e) {
            if (e.error().code().equals("ConditionalCheckFailedException")) {
                return false;
            }
            throw dynamo.unavailable(e);
        }
    }

    private byte[] call(String operation, byte[] body) {
        try {
            return dynamo.call(operation, body);
        } catch (ServiceErrorException e) {
            throw dynamo.unavailable(e);
        }
    }

    private static ServiceUnavailableException invalid(IOException cause) {
        return new ServiceUnavailableException("DynamoDB returned an invalid response", cause);
    }
}
