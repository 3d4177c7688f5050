package dev.tokenry.local.store;

import dev.tokenry.store.TokenStore;
import dev.tokenry.store.TokenStoreListContract;

class DynamoTokenStoreListTest extends TokenStoreListContract {

    @Override
    protected TokenStore store() {
        return new LocalTable().store();
    }
}
