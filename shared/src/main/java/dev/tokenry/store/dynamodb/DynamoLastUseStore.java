package dev.tokenry.store.dynamodb;

import dev.tokenry.store.LastUseStore;

import dev.tokenry.model.LastUse;
import dev.tokenry.model.TokenId;
import java.time.Duration;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Last uses in DynamoDB, in the tokens' own items; no index knows of them. */
public final class DynamoLastUseStore implements LastUseStore {

    private final DynamoTable table;

    /** @param dynamo a client of {@link DynamoClientSettings#bestEffort()} */
    public DynamoLastUseStore(DynamoDbClient dynamo, String table, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public boolean replaceLastUse(TokenId id, LastUse lastUse, Duration interval) {
        return table.updateIdempotent(
                id.value(), TokenItem.lastUse(lastUse), TokenItem.notUsedSince(lastUse.at().minus(interval)));
    }
}
