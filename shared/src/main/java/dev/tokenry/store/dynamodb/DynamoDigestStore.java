package dev.tokenry.store.dynamodb;

import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.DigestStore;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Stores digests in the items of the tokens. No index contains them. */
public final class DynamoDigestStore implements DigestStore {

    private final DynamoTable table;

    /** @param dynamo a client with the settings {@link DynamoClientSettings#bestEffort()} */
    public DynamoDigestStore(DynamoDbClient dynamo, String table, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public boolean replaceDigest(TokenId id, SecretGeneration generation, SecretDigest expected, SecretDigest updated) {
        return table.updateIdempotent(
                id.value(),
                SecretAttributes.digest(generation, updated),
                TokenConditions.digestUnchanged(generation, expected));
    }
}
