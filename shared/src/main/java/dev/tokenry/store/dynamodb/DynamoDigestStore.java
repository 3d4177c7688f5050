package dev.tokenry.store.dynamodb;

import dev.tokenry.store.DigestStore;

import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TokenId;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Digests in DynamoDB, in the tokens' own items; no index knows of them. */
public final class DynamoDigestStore implements DigestStore {

    private final DynamoTable table;

    /** @param dynamo a client of {@link DynamoClientSettings#bestEffort()} */
    public DynamoDigestStore(DynamoDbClient dynamo, String table, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public boolean replaceDigest(TokenId id, SecretGeneration generation, SecretDigest expected, SecretDigest updated) {
        return table.updateIdempotent(
                id.value(), TokenItem.digest(generation, updated), TokenItem.digestUnchanged(generation, expected));
    }
}
