package dev.tokenry.store.dynamodb;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.TokenStoreContract;

/** A store that enforces unique names keeps the contract of every token store. */
@RequiresBackend
class DynamoUniqueNamesTokenStoreIT extends TokenStoreContract {

    @Override
    protected TokenStore store() {
        TestTable table = new TestTable();
        return table.store(table.client(), true);
    }
}
