package dev.tokenry.local.store;

import dev.tokenry.store.DynamoUserStore;
import dev.tokenry.store.UserStoreContract;
import java.security.SecureRandom;

class DynamoUserStoreTest extends UserStoreContract {

    @Override
    protected Stores stores() {
        LocalTable table = new LocalTable();
        return new Stores(
                table.store(), table.catalogue(), new DynamoUserStore(table.side(), table.name(), new SecureRandom()));
    }
}
