package dev.tokenry.store.dynamodb;

import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.DigestStore;

/** Stores digests in the items of the tokens. No index contains them. */
public final class DynamoDigestStore implements DigestStore {

    private final ItemTable table;

    /** @param table a table whose requests have the settings {@link DynamoClientSettings#bestEffort()} */
    public DynamoDigestStore(ItemTable table) {
        this.table = table;
    }

    @Override
    public boolean replaceDigest(TokenId id, SecretGeneration generation, SecretDigest expected, SecretDigest updated) {
        return table.updateIdempotent(
                id.value(),
                SecretAttributes.digest(generation, updated)
                        .update(TokenConditions.digestUnchanged(generation, expected)));
    }
}
