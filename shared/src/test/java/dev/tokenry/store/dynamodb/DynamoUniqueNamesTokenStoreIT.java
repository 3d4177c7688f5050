package dev.tokenry.store.dynamodb;

import dev.tokenry.store.TokenStore;
import dev.tokenry.store.TokenStoreContract;

/** Unique names take nothing away from what a store promises. */
class DynamoUniqueNamesTokenStoreIT extends TokenStoreContract {

    @Override
    protected TokenStore store() {
        TestTable table = new TestTable();
        return table.store(table.client(), true);
    }
}
