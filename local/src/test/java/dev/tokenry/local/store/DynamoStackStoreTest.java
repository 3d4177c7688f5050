package dev.tokenry.local.store;

import dev.tokenry.store.DynamoStackStore;
import dev.tokenry.store.StackStore;
import dev.tokenry.store.StackStoreContract;
import java.security.SecureRandom;

class DynamoStackStoreTest extends StackStoreContract {

    @Override
    protected StackStore store() {
        LocalTable table = new LocalTable();
        return new DynamoStackStore(table.side(), table.name(), new SecureRandom());
    }
}
