package dev.tokenry.store.dynamodb;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.store.UserStoreContract;
import java.security.SecureRandom;

@RequiresBackend
class DynamoUserStoreIT extends UserStoreContract {

    @Override
    protected Stores stores() {
        TestTable table = new TestTable();
        return new Stores(
                table.store(),
                table.queryStore(),
                new DynamoUserStore(table.client(), table.name(), TestTable.CLOCK, new SecureRandom()),
                new DynamoUserQueryStore(table.client(), table.name(), new SecureRandom()));
    }
}
