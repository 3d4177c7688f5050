package dev.tokenry.store.dynamodb;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.crypto.TestSealer;
import dev.tokenry.exchange.trust.IssuerStore;
import dev.tokenry.exchange.trust.IssuerStoreContract;
import java.security.SecureRandom;

@RequiresBackend
class DynamoIssuerStoreIT extends IssuerStoreContract {

    @Override
    protected IssuerStore store() {
        TestTable table = new TestTable();
        return new DynamoIssuerStore(
                new DynamoTable(table.client(), table.name(), new SecureRandom()), TestSealer.SEALER, TestTable.CLOCK);
    }
}
