package dev.tokenry.store.dynamodb;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.store.ScopeTemplateStore;
import dev.tokenry.store.ScopeTemplateStoreContract;
import java.security.SecureRandom;

@RequiresBackend
class DynamoScopeTemplateStoreIT extends ScopeTemplateStoreContract {

    @Override
    protected ScopeTemplateStore store() {
        TestTable table = new TestTable();
        return new DynamoScopeTemplateStore(table.client(), table.name(), TestTable.CLOCK, new SecureRandom());
    }
}
