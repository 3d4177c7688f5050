package dev.tokenry.store.dynamodb;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.store.ScopeStore;
import dev.tokenry.store.ScopeStoreContract;
import java.security.SecureRandom;

@RequiresBackend
class DynamoScopeStoreIT extends ScopeStoreContract {

    @Override
    protected ScopeStore store() {
        TestTable table = new TestTable();
        return new DynamoScopeStore(table.client(), table.name(), new SecureRandom());
    }
}
