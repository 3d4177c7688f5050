package dev.tokenry.store.dynamodb;

import dev.tokenry.model.LastUse;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.store.LastUseStore;
import java.time.Duration;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Stores last uses in the items of the tokens, and the use of many scopes in items of their own. No index contains them. */
public final class DynamoLastUseStore implements LastUseStore {

    private final DynamoTable table;

    /** @param dynamo a client with the settings {@link DynamoClientSettings#bestEffort()} */
    public DynamoLastUseStore(DynamoDbClient dynamo, String table, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public boolean replaceLastUse(Token token, SecretGeneration generation, LastUse lastUse, Duration interval) {
        return table.updateIdempotent(
                token.id().value(),
                TokenItem.lastUse(token, generation, lastUse),
                TokenConditions.notUsedSince(token, generation, lastUse.at().minus(interval)));
    }

    @Override
    public boolean addScopeUse(Token token, ScopeUse use) {
        return ScopeUse.isKeptApart(token.settings().scopes())
                ? table.updateIdempotent(
                        ScopeUseItem.key(token.id()), ScopeUseItem.of(use), ScopeUseItem.anyDayIsNew(use))
                : table.updateIdempotent(
                        token.id().value(), TokenItem.scopeUse(token, use), TokenConditions.scopesNotUsed(use));
    }
}
