package dev.tokenry.store.dynamodb;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.TokenStoreContract;

@RequiresBackend
class DynamoTokenStoreIT extends TokenStoreContract {

    @Override
    protected TokenStore store() {
        return new TestTable().store();
    }
}
