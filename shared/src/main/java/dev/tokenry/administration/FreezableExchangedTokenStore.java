package dev.tokenry.administration;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Token;
import dev.tokenry.store.ExchangedTokenStore;
import dev.tokenry.store.IdTokenUse;

/** Stops exchanges during a {@link ManagementFreeze}. */
record FreezableExchangedTokenStore(ExchangedTokenStore store, ManagementFreeze freeze) implements ExchangedTokenStore {

    @Override
    public Outcome insertFirst(Token token, IdTokenUse use, ChangeStamp stamp) {
        freeze.requireNotFrozen();
        return store.insertFirst(token, use, stamp);
    }

    @Override
    public Outcome insert(Token token, ChangeStamp stamp) {
        freeze.requireNotFrozen();
        return store.insert(token, stamp);
    }

    @Override
    public boolean isUsed(String digest) {
        return store.isUsed(digest);
    }
}
