package dev.tokenry.store.dynamodb;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenQueryStoreContract;
import dev.tokenry.store.TokenStore;

@RequiresBackend
class DynamoTokenQueryStoreIT extends TokenQueryStoreContract {

    private final TestTable table = new TestTable();

    @Override
    protected TokenStore store() {
        return table.store();
    }

    @Override
    protected TokenQueryStore queryStore() {
        return table.queryStore();
    }
}
