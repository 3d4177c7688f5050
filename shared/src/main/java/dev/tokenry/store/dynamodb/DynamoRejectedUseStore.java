package dev.tokenry.store.dynamodb;

import dev.tokenry.model.RejectedUse;
import dev.tokenry.model.RetiredUse;
import dev.tokenry.model.Token;
import dev.tokenry.store.RejectedUseStore;
import java.time.Duration;

/** Stores rejected uses in the items of the tokens. No index contains them. */
public final class DynamoRejectedUseStore implements RejectedUseStore {

    private final ItemTable table;

    /**
     * @param table a table whose requests have the settings {@link DynamoClientSettings#bestEffort()} where a failure
     *     does not affect the request
     */
    public DynamoRejectedUseStore(ItemTable table) {
        this.table = table;
    }

    @Override
    public boolean replaceRejectedUse(Token token, RejectedUse use, Duration interval) {
        return table.updateIdempotent(
                token.id().value(),
                TokenItem.rejectedUse(use)
                        .update(TokenConditions.notRejectedSince(use.at().minus(interval))));
    }

    @Override
    public boolean replaceRetiredUse(Token token, RetiredUse use, Duration interval) {
        return table.updateIdempotent(
                token.id().value(),
                TokenItem.retiredUse(use)
                        .update(TokenConditions.retiredNotUsedSince(
                                token, use.lastAt().minus(interval))));
    }
}
