package dev.tokenry.store;

import dev.tokenry.model.LastUse;
import dev.tokenry.model.TokenId;
import java.time.Duration;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Last uses in DynamoDB, in the tokens' own items; no index knows of them. */
public final class DynamoLastUses implements LastUses {

    private final DynamoTable table;

    /** @param dynamo a client of {@link DynamoClientSettings#briefOverrides()} */
    public DynamoLastUses(DynamoDbClient dynamo, String table, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public boolean replaceLastUse(TokenId id, LastUse use, Duration interval) {
        return table.updateWithoutNonce(
                id.value(), TokenItem.used(use), TokenItem.unusedSince(use.at().minus(interval)));
    }
}
