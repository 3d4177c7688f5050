package dev.tokenry.local.store;

import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.ApiRulesStoreContract;
import dev.tokenry.store.DynamoApiRulesStore;
import java.security.SecureRandom;

class DynamoApiRulesStoreTest extends ApiRulesStoreContract {

    @Override
    protected ApiRulesStore store() {
        LocalTable table = new LocalTable();
        return new DynamoApiRulesStore(table.side(), table.name(), new SecureRandom());
    }
}
