package dev.tokenry.store;

import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TokenId;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Digests in DynamoDB, in the tokens' own items; no index knows of them. */
public final class DynamoDigests implements Digests {

    private final DynamoTable table;

    /** @param dynamo a client of {@link DynamoClientSettings#briefOverrides()} */
    public DynamoDigests(DynamoDbClient dynamo, String table, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public boolean replaceDigest(TokenId id, SecretGeneration secret, SecretDigest read, SecretDigest next) {
        return table.updateWithoutNonce(
                id.value(), TokenItem.digested(secret, next), TokenItem.digestIsStill(secret, read));
    }
}
