package dev.tokenry.store.dynamodb;

import dev.tokenry.model.LastUse;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.store.LastUseStore;
import java.time.Duration;

/**
 * Stores last uses in the items of the tokens, and the use of many scopes in items of their own. No index contains
 * them.
 */
public final class DynamoLastUseStore implements LastUseStore {

    private final ItemTable table;

    /** @param table a table whose requests have the settings {@link DynamoClientSettings#bestEffort()} */
    public DynamoLastUseStore(ItemTable table) {
        this.table = table;
    }

    @Override
    public boolean replaceLastUse(Token token, SecretGeneration generation, LastUse lastUse, Duration interval) {
        return table.updateIdempotent(
                token.id().value(),
                TokenItem.lastUse(token, generation, lastUse)
                        .update(TokenConditions.notUsedSince(
                                token, generation, lastUse.at().minus(interval))));
    }

    @Override
    public boolean addScopeUse(Token token, ScopeUse use) {
        return ScopeUse.isKeptApart(token.settings().scopes())
                ? table.updateIdempotent(
                        ScopeUseItem.key(token.id()), ScopeUseItem.of(use).update(ScopeUseItem.anyDayIsNew(use)))
                : table.updateIdempotent(
                        token.id().value(), TokenItem.scopeUse(token, use).update(TokenConditions.scopesNotUsed(use)));
    }
}
