package dev.tokenry.store.dynamodb;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.IdempotencyStoreContract;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenStore;

@RequiresBackend
class DynamoIdempotencyStoreIT extends IdempotencyStoreContract {

    private final TestTable table = new TestTable();
    private final TokenStore tokens = table.store(table.client(), false);
    private final IdempotencyStore store = table.idempotencyStore(table.client(), false);

    @Override
    protected TokenQueryStore queryStore() {
        return table.queryStore();
    }

    @Override
    protected TokenStore tokens() {
        return tokens;
    }

    @Override
    protected IdempotencyStore store() {
        return store;
    }
}
