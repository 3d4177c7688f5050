package dev.tokenry.store.dynamodb;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.store.ApiRulesStoreContract;
import java.security.SecureRandom;

@RequiresBackend
class DynamoApiRulesStoreIT extends ApiRulesStoreContract {

    @Override
    protected Stores stores() {
        TestTable table = new TestTable();
        return new Stores(
                new DynamoApiRulesStore(table.client(), table.name(), TestTable.CLOCK, new SecureRandom()),
                new DynamoScopeStore(table.client(), table.name(), new SecureRandom()));
    }
}
