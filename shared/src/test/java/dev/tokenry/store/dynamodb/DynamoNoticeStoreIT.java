package dev.tokenry.store.dynamodb;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.store.NoticeStoreContract;
import java.security.SecureRandom;

@RequiresBackend
class DynamoNoticeStoreIT extends NoticeStoreContract {

    @Override
    protected Stores stores() {
        TestTable table = new TestTable();
        return new Stores(
                table.store(),
                new DynamoNoticeStore(new DynamoTable(table.client(), table.name(), new SecureRandom())));
    }
}
