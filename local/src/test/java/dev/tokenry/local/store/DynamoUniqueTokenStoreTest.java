package dev.tokenry.local.store;

import dev.tokenry.store.TokenStore;
import dev.tokenry.store.TokenStoreContract;

/** Unique names take nothing away from what a store promises. */
class DynamoUniqueTokenStoreTest extends TokenStoreContract {

    @Override
    protected TokenStore store() {
        LocalTable table = new LocalTable();
        return table.store(table.side(), true);
    }
}
