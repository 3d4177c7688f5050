package dev.tokenry.store.dynamodb;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.ApiRulesStoreContract;
import java.security.SecureRandom;

@RequiresBackend
class DynamoApiRulesStoreIT extends ApiRulesStoreContract {

    @Override
    protected ApiRulesStore store() {
        TestTable table = new TestTable();
        return new DynamoApiRulesStore(table.client(), table.name(), TestTable.CLOCK, new SecureRandom());
    }
}
